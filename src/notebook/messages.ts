import { createHmac, randomUUID } from "node:crypto";

/** A Jupyter message without its routing. */
export interface Message {
  readonly type: string;
  /** Id of the request this message answers. */
  readonly parentId: string | undefined;
  readonly content: Readonly<Record<string, unknown>>;
}

const DELIMITER = "<IDS|MSG>";
const PROTOCOL = "5.3";

/** Signs a request and lays it out in frames (Jupyter messaging, "The wire protocol"). */
export function encodeRequest(
  key: string,
  session: string,
  type: string,
  content: object,
): { id: string; frames: string[] } {
  const id = randomUUID();
  const header = {
    msg_id: id,
    session,
    username: "link-workers",
    date: new Date().toISOString(),
    msg_type: type,
    version: PROTOCOL,
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return { id, frames: [DELIMITER, sign(key, parts), ...parts] };
}

/** Reads the frames of a message; undefined if they are not one signed with our key. */
export function decodeMessage(key: string, frames: readonly Buffer[]): Message | undefined {
  const delimiter = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  const parts = frames.slice(delimiter + 2, delimiter + 6);
  if (delimiter < 0 || parts.length < 4 || frames[delimiter + 1].toString("latin1") !== sign(key, parts))
    return undefined;
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString("utf8")));
  return { type: header.msg_type, parentId: parent.msg_id, content };
}

function sign(key: string, parts: readonly (string | Buffer)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
