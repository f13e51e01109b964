/** Zeroed typed arrays in shared memory, which threads read without copying. */
export function sharedUint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}

/** Codes below `size`: 16 bits when they fit. */
export function sharedCodes(length: number, size: number): Uint16Array | Uint32Array {
  return size <= 0xffff ? sharedUint16(length) : sharedUint32(length);
}
