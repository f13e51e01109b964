import { StringDecoder } from "node:string_decoder";
import type { Publish } from "./executions";

/** Sends all that is written to the process's stdout and stderr from now on to the cell. Replaces an earlier redirection. */
export function redirectOutput(publish: Publish): void {
  process.stdout.write = writer("stdout", publish);
  process.stderr.write = writer("stderr", publish);
}

type Done = (error?: Error | null) => void;

function writer(name: "stdout" | "stderr", publish: Publish): typeof process.stdout.write {
  const decoder = new StringDecoder("utf8");
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, callback?: Done): boolean => {
    const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
    if (text !== "") publish("stream", { name, text });
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}
