/**
 * Each append is a gzip member (RFC 1952); any number of them, one after the other, is a gzip file. The header tells the
 * length of its member in an extra field, so that the end of the whole members is found without inflating the file:
 * what came after half a member could not be read by anyone.
 */
import type { FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { crc32, createGunzip, deflateRaw } from "node:zlib";
import type { Form } from "./form.ts";
import { readRange } from "./read-range.ts";

const deflated = promisify(deflateRaw);

/** Deflate with an extra field, no time, unknown system; then 8 bytes of field, which are "TF", 4, and the length. */
const opening = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 8, 0, 0x54, 0x46, 4, 0]);
const headerBytes = opening.length + 4;
const trailerBytes = 8;
const step = 64 * 1024;

export const gzipMembers: Form = {
  async encode(lines) {
    const content = await deflated(lines);
    const member = Buffer.allocUnsafe(headerBytes + content.length + trailerBytes);
    opening.copy(member);
    member.writeUInt32LE(member.length, opening.length);
    content.copy(member, headerBytes);
    member.writeUInt32LE(crc32(lines), member.length - 8);
    member.writeUInt32LE(lines.length, member.length - 4);
    return member;
  },
  async mend(handle, size) {
    const end = await endOfMembers(handle, size);
    if (end === size) return size;
    const rest = await readRange(handle, end, Math.min(end + opening.length, size));
    if (!rest.equals(opening.subarray(0, rest.length))) return undefined;
    await handle.truncate(end);
    return end;
  },
};

/** Where the last whole member ends. A crash of the machine can leave the last one in its length without its content. */
async function endOfMembers(handle: FileHandle, size: number): Promise<number> {
  const headerAt = reader(handle, size);
  let last = 0;
  let end = 0;
  while (end + headerBytes <= size) {
    const length = lengthIn(await headerAt(end));
    if (length === undefined || end + length > size) break;
    last = end;
    end += length;
  }
  return last === end || (await isWhole(handle, last, end)) ? end : last;
}

function lengthIn(header: Buffer): number | undefined {
  if (!header.subarray(0, opening.length).equals(opening)) return undefined;
  const length = header.readUInt32LE(opening.length);
  return length > headerBytes + trailerBytes ? length : undefined;
}

/** Reads in large steps: where little happens, a file has many small members. */
function reader(handle: FileHandle, size: number): (at: number) => Promise<Buffer> {
  let from = 0;
  let held: Buffer = Buffer.alloc(0);
  return async (at) => {
    if (at + headerBytes > from + held.length) {
      held = await readRange(handle, at, Math.min(at + step, size));
      from = at;
    }
    return held.subarray(at - from, at - from + headerBytes);
  };
}

async function isWhole(handle: FileHandle, start: number, end: number): Promise<boolean> {
  const member = handle.createReadStream({ start, end: end - 1, autoClose: false });
  try {
    await pipeline(member, createGunzip(), nowhere());
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** What zlib says of the content; the file system may complain too, which says nothing about it. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
