import type * as zeromq from "zeromq";
import { replaceForTslab } from "./replaceForTslab";

/**
 * Makes every socket tslab opens send in order, one after the other.
 * tslab does not await `send`, and zeromq.js refuses the 513th synchronous one: everything after it,
 * including the message that ends the cell, would be lost and the client would wait for ever.
 */
export function queueSends(): void {
  replaceForTslab<typeof zeromq>("zeromq", (zmq) => ({
    Publisher: class extends zmq.Publisher {
      readonly #queue = new SendQueue();
      constructor(options?: zeromq.SocketOptions<zeromq.Publisher>) {
        super({ ...options, sendHighWaterMark: 0, linger: LINGER_MS });
      }
      override send(message: zeromq.MessageLike | zeromq.MessageLike[]): Promise<void> {
        return this.#queue.add(() => (this.closed ? undefined : super.send(message)));
      }
      override close(): void {
        void this.#queue.add(() => super.close());
      }
    },
    Router: class extends zmq.Router {
      readonly #queue = new SendQueue();
      constructor(options?: zeromq.SocketOptions<zeromq.Router>) {
        super({ ...options, sendHighWaterMark: 0, linger: LINGER_MS });
      }
      override send(message: zeromq.MessageLike | zeromq.MessageLike[]): Promise<void> {
        return this.#queue.add(() => (this.closed ? undefined : super.send(message)));
      }
      override close(): void {
        void this.#queue.add(() => super.close());
      }
    },
  }));
}

/** How long a closed socket may go on delivering. */
const LINGER_MS = 2000;

class SendQueue {
  #tail: Promise<void> = Promise.resolve();

  /** A failed send (the client has gone) must not stop the later ones. */
  add(task: () => Promise<void> | void): Promise<void> {
    this.#tail = this.#tail.then(task).catch(() => {});
    return this.#tail;
  }
}
