/** What one review may use. A reviewer's cell is trusted code, but a slip of the hand must not fill the machine. */
export interface ReviewLimits {
  /** Kernels running at a time; each takes some 250 MB and more with data. */
  readonly kernels: number;
  /** WebSockets open at a time. */
  readonly sockets: number;
  /** Bytes of one request body or one WebSocket message. */
  readonly messageBytes: number;
  /** Bytes of output passed on for one request to a kernel. */
  readonly outputBytes: number;
  /** Bytes waiting for a client that does not read; it is disconnected beyond. */
  readonly waitingBytes: number;
}

export const DEFAULT_LIMITS: ReviewLimits = {
  kernels: 10,
  sockets: 40,
  messageBytes: 8_000_000,
  outputBytes: 16_000_000,
  waitingBytes: 64_000_000,
};
