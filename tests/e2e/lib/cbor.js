// CBOR (RFC 8949) with definite lengths, as SPEC.md uses it: integers (BigInt where
// they are too large for a number), text,
// bytes (Uint8Array), arrays, maps with text keys (plain objects), booleans, null.

const text = new TextEncoder();

/** The bytes of a value. */
export function encode(value) {
  const parts = [];
  write(parts, value);
  return Buffer.concat(parts);
}

function head(parts, major, number) {
  const kind = major << 5;
  if (number < 24) return void parts.push(Buffer.of(kind | number));
  const wide = Buffer.alloc(9);
  if (number < 0x100) return void parts.push(Buffer.of(kind | 24, number));
  if (number < 0x10000) {
    wide.writeUInt16BE(number, 1);
    wide[0] = kind | 25;
    return void parts.push(wide.subarray(0, 3));
  }
  if (number < 0x100000000) {
    wide.writeUInt32BE(number, 1);
    wide[0] = kind | 26;
    return void parts.push(wide.subarray(0, 5));
  }
  wide[0] = kind | 27;
  wide.writeBigUInt64BE(BigInt(number), 1);
  parts.push(wide);
}

function write(parts, value) {
  if (value === null) return void parts.push(Buffer.of(0xf6));
  if (value === true || value === false) return void parts.push(Buffer.of(value ? 0xf5 : 0xf4));
  if (Number.isSafeInteger(value)) return value < 0 ? head(parts, 1, -1 - value) : head(parts, 0, value);
  if (typeof value === "bigint" && value > Number.MAX_SAFE_INTEGER) return head(parts, 0, value);
  if (typeof value === "bigint") return write(parts, Number(value));
  if (typeof value === "string") {
    const bytes = text.encode(value);
    head(parts, 3, bytes.length);
    return void parts.push(bytes);
  }
  if (value instanceof Uint8Array) {
    head(parts, 2, value.length);
    return void parts.push(value);
  }
  if (Array.isArray(value)) {
    head(parts, 4, value.length);
    return value.forEach((item) => write(parts, item));
  }
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    head(parts, 5, entries.length);
    return entries.forEach(([key, item]) => {
      write(parts, key);
      write(parts, item);
    });
  }
  throw new TypeError(`no CBOR for ${String(value)}`);
}

/** The value of bytes; nothing may follow it. */
export function decode(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { buffer, at: 0 };
  const value = read(reader);
  if (reader.at !== buffer.length) throw new Error(`${buffer.length - reader.at} bytes after the end`);
  return value;
}

function read(reader) {
  const { buffer } = reader;
  const first = buffer[reader.at++];
  const [major, low] = [first >> 5, first & 31];
  if (major === 7) {
    const simple = { 20: false, 21: true, 22: null }[low];
    if (simple === undefined) throw new Error(`CBOR ${first.toString(16)}`);
    return simple;
  }
  const number = length(reader, low);
  const take = () => buffer.subarray(reader.at, (reader.at += number));
  switch (major) {
    case 0: return number;
    case 1: return -1 - number;
    case 2: return take();
    case 3: return take().toString("utf8");
    case 4: return Array.from({ length: number }, () => read(reader));
    case 5: return Object.fromEntries(Array.from({ length: number }, () => [read(reader), read(reader)]));
    default: throw new Error(`CBOR major type ${major}`);
  }
}

function length(reader, low) {
  const { buffer, at } = reader;
  if (low < 24) return low;
  const size = { 24: 1, 25: 2, 26: 4, 27: 8 }[low];
  if (!size) throw new Error("indefinite length");
  reader.at += size;
  if (size < 8) return buffer.readUIntBE(at, size);
  const wide = buffer.readBigUInt64BE(at);
  return wide > Number.MAX_SAFE_INTEGER ? wide : Number(wide);
}
