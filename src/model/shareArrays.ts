/** A copy of plain data whose typed arrays lie in shared memory, so that threads read one copy. */
export function shareArrays<T>(value: T): T {
  return shared(value) as T;
}

type TypedArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

function shared(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return sharedArray(value as TypedArray);
  if (value === null || typeof value !== "object" || value instanceof Map) return value;
  if (Array.isArray(value)) return value.map(shared);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shared(inner)]));
}

function sharedArray(array: TypedArray): TypedArray {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => TypedArray;
  const copy = new Kind(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
