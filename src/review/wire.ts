import { createHmac } from "node:crypto";

/** Channels of a kernel that a WebSocket carries. */
export type Channel = "shell" | "control" | "iopub" | "stdin";

/** A kernel message with its parts as JSON text: header, parent header, metadata, content, then binary buffers. */
export interface WireMessage {
  readonly channel: Channel;
  readonly parts: readonly [header: string, parent: string, metadata: string, content: string];
  readonly buffers: readonly Buffer[];
}

/** WebSocket subprotocol with binary frames; without it messages are JSON text. */
export const BINARY_PROTOCOL = "v1.kernel.websocket.jupyter.org";

const DELIMITER = "<IDS|MSG>";
const CHANNELS: ReadonlySet<string> = new Set(["shell", "control", "iopub", "stdin"]);

/** Frames for the kernel's sockets (Jupyter messaging, "The wire protocol"). */
export function toFrames(key: string, { parts, buffers }: WireMessage): (string | Buffer)[] {
  return [DELIMITER, sign(key, parts), ...parts, ...buffers];
}

/** Reads what came from the kernel; undefined if it does not carry our signature. */
export function fromFrames(key: string, channel: Channel, frames: readonly Buffer[]): WireMessage | undefined {
  const at = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  if (at < 0 || frames.length < at + 6) return undefined;
  const [header, parent, metadata, content] = frames.slice(at + 2, at + 6).map((frame) => frame.toString("utf8"));
  const parts = [header, parent, metadata, content] as const;
  if (frames[at + 1].toString("latin1") !== sign(key, parts)) return undefined;
  return { channel, parts, buffers: frames.slice(at + 6) };
}

function sign(key: string, parts: readonly string[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** For a WebSocket: binary under {@link BINARY_PROTOCOL}, else JSON text. */
export function encodeSocketMessage(message: WireMessage, binary: boolean): string | Buffer {
  return binary ? encodeBinary(message) : encodeText(message);
}

/** Reads what a WebSocket client sent; undefined if it is not a kernel message. */
export function decodeSocketMessage(data: Buffer, isBinary: boolean, binary: boolean): WireMessage | undefined {
  try {
    if (isBinary !== binary) return undefined;
    const message = binary ? decodeBinary(data) : fromObject(JSON.parse(data.toString("utf8")), []);
    return CHANNELS.has(message.channel) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** Buffers are left out: our kernel sends none, and clients that do use the binary protocol. */
function encodeText({ channel, parts }: WireMessage): string {
  const [header, parent, metadata, content] = parts;
  const { msg_id, msg_type } = JSON.parse(header);
  const names = `"msg_id":${JSON.stringify(msg_id)},"msg_type":${JSON.stringify(msg_type)}`;
  return `{"channel":"${channel}","header":${header},${names},"parent_header":${parent},"metadata":${metadata},"content":${content},"buffers":[]}`;
}

function fromObject(object: Record<string, unknown>, buffers: readonly Buffer[]): WireMessage {
  const text = (name: string): string => {
    const value = object[name] ?? {};
    if (typeof value !== "object" || Array.isArray(value)) throw new TypeError(`${name} is not an object`);
    return JSON.stringify(value);
  };
  const parts = [text("header"), text("parent_header"), text("metadata"), text("content")] as const;
  return { channel: String(object.channel ?? "shell") as Channel, parts, buffers };
}

/** Little-endian 64-bit: number of offsets, offsets, then channel, four parts, buffers. */
function encodeBinary({ channel, parts, buffers }: WireMessage): Buffer {
  const pieces = [Buffer.from(channel), ...parts.map((part) => Buffer.from(part)), ...buffers];
  const head = Buffer.alloc(8 * (pieces.length + 2));
  head.writeBigUInt64LE(BigInt(pieces.length + 1), 0);
  let offset = head.length;
  for (const [i, piece] of pieces.entries()) {
    head.writeBigUInt64LE(BigInt(offset), 8 * (i + 1));
    offset += piece.length;
  }
  head.writeBigUInt64LE(BigInt(offset), 8 * (pieces.length + 1));
  return Buffer.concat([head, ...pieces]);
}

function decodeBinary(data: Buffer): WireMessage {
  const count = Number(data.readBigUInt64LE(0));
  if (count < 6 || 8 * (count + 1) > data.length) throw new RangeError("bad number of offsets");
  const offsets = Array.from({ length: count }, (_, i) => Number(data.readBigUInt64LE(8 * (i + 1))));
  const [channel, header, parent, metadata, content, ...buffers] = cut(data, offsets);
  const object = (part: Buffer) => JSON.parse(part.toString("utf8"));
  const parsed = {
    channel: channel.toString("utf8"),
    header: object(header),
    parent_header: object(parent),
    metadata: object(metadata),
    content: object(content),
  };
  return fromObject(parsed, buffers);
}

/** Pieces between neighbouring offsets, which must rise and stay inside. */
function cut(data: Buffer, offsets: readonly number[]): Buffer[] {
  return offsets.slice(1).map((end, i) => {
    if (offsets[i] > end || end > data.length) throw new RangeError("bad offset");
    return data.subarray(offsets[i], end);
  });
}
