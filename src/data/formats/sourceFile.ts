import { type FileHandle, open } from "node:fs/promises";
import { damaged, fileError } from "./fileError";

/** An open file of known size, with the name that messages print. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  /** Bytes from `position`; throws when the file does not hold so many. */
  read(position: number, length: number): Promise<Buffer>;
  /** Fills all of `target` from `position`. */
  fill(target: Buffer, position: number): Promise<void>;
}

/** Opens a file for the time of `use`. */
export async function withSource<Result>(
  path: string,
  name: string,
  use: (source: SourceFile) => Promise<Result>,
): Promise<Result> {
  const handle = await openFile(path, name);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw fileError(name, "file-readable", "is not a file. Correct the path in the manifest.");
    const fill = (target: Buffer, position: number) => fillFrom(handle, name, target, position);
    const read = async (position: number, length: number) => {
      // Checked before anything is allocated: a damaged length must not become memory.
      if (!(length >= 0 && position >= 0 && position + length <= stat.size))
        throw damaged(name, `ends at byte ${stat.size}, inside a part that should lie there`);
      const target = Buffer.allocUnsafe(length);
      await fill(target, position);
      return target;
    };
    return await use({ name, size: stat.size, read, fill });
  } finally {
    await handle.close();
  }
}

async function openFile(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw fileError(
        name,
        "file-exists",
        "does not exist. Correct the path in the manifest, or name the folder by --data DIR.",
      );
    throw fileError(name, "file-readable", `cannot be read (${code}). Check the permissions of the file.`);
  }
}

async function fillFrom(handle: FileHandle, name: string, target: Buffer, position: number): Promise<void> {
  for (let done = 0; done < target.length; ) {
    const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw damaged(name, "became shorter while it was read");
    done += bytesRead;
  }
}
