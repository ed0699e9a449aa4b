/**
 * Writes MaxMind DB files (https://maxmind.github.io/MaxMind-DB/): a binary search tree of 24-bit records over the
 * bits of addresses, the data, and the metadata. As small as the tests allow: no pointers, texts below 285 bytes.
 */
import { SocketAddress, isIPv4 } from "node:net";

export type MmdbValue =
  | string
  | number
  | boolean
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

export interface MmdbContent {
  readonly type: string;
  readonly ipVersion?: 4 | 6;
  readonly formatVersion?: number;
  /** Entries by network: `192.0.2.0/24`, `2001:db8::/32`. None may lie within another. */
  readonly networks: Readonly<Record<string, MmdbValue>>;
}

export function mmdb({ type, ipVersion = 6, formatVersion = 2, networks }: MmdbContent): Buffer {
  const nodes: Node[] = [[undefined, undefined]];
  const data: Buffer[] = [];
  let dataBytes = 0;
  for (const [network, value] of Object.entries(networks)) {
    insert(nodes, prefixBits(network, ipVersion), { dataOffset: dataBytes });
    const bytes = encode(value);
    data.push(bytes);
    dataBytes += bytes.length;
  }
  const metadata = encode({
    binary_format_major_version: formatVersion,
    binary_format_minor_version: 0,
    build_epoch: Date.parse("2026-01-01T00:00:00Z") / 1000,
    database_type: type,
    description: { en: "Made by a test" },
    ip_version: ipVersion,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([...tree(nodes), separator, ...data, metadataMarker, metadata]);
}

type Record24 = { readonly node: number } | { readonly dataOffset: number } | undefined;
type Node = [zero: Record24, one: Record24];

const separator = Buffer.alloc(16);
const metadataMarker = Buffer.concat([Buffer.from("abcdef", "hex"), Buffer.from("MaxMind.com")]);

function insert(nodes: Node[], bits: readonly (0 | 1)[], entry: Record24): void {
  let node = nodes[0];
  for (const [depth, bit] of bits.entries()) {
    if (node === undefined) throw new Error("A record leads to no node");
    if (depth === bits.length - 1) {
      node[bit] = entry;
      return;
    }
    let next = node[bit];
    if (next === undefined) {
      next = { node: nodes.push([undefined, undefined]) - 1 };
      node[bit] = next;
    }
    if (!("node" in next)) throw new Error("A network lies within another");
    node = nodes[next.node];
  }
}

function tree(nodes: readonly Node[]): Buffer[] {
  return nodes.flat().map((record) => {
    const bytes = Buffer.alloc(3);
    bytes.writeUIntBE(recordValue(record, nodes.length), 0, 3);
    return bytes;
  });
}

/** Up to the count of nodes: a node, or nothing. Above it: a place in the data, the separator counted. */
function recordValue(record: Record24, nodeCount: number): number {
  if (record === undefined) return nodeCount;
  return "node" in record ? record.node : nodeCount + separator.length + record.dataOffset;
}

function prefixBits(network: string, ipVersion: 4 | 6): (0 | 1)[] {
  const [address = "", length = ""] = network.split("/");
  const isV4 = isIPv4(address);
  const bytes = isV4 ? address.split(".").map(Number) : ipv6Bytes(address);
  const padded = isV4 && ipVersion === 6 ? [...Array<number>(12).fill(0), ...bytes] : bytes;
  const bits = padded.flatMap((byte) =>
    Array.from({ length: 8 }, (_, index) => (((byte >> (7 - index)) & 1) === 1 ? 1 : 0)),
  );
  return bits.slice(0, Number(length) + (padded.length - bytes.length) * 8);
}

function ipv6Bytes(text: string): number[] {
  const { address } = new SocketAddress({ family: "ipv6", address: text });
  const [left = "", right = ""] = address.split("::");
  const zeros = Array<string>(8 - groups(left).length - groups(right).length).fill("0");
  return [...groups(left), ...zeros, ...groups(right)]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff]);
}

function groups(part: string): string[] {
  return part === "" ? [] : part.split(":");
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === "string") return withControl(2, Buffer.from(value));
  if (typeof value === "boolean") return control(14, Number(value));
  if (typeof value === "number") return encodeNumber(value);
  if (isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  const items = entries.flatMap(([key, item]) => [encode(key), encode(item)]);
  return Buffer.concat([control(7, entries.length), ...items]);
}

/** Whole numbers become uint32, others doubles. */
function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(Number.isInteger(value) ? 4 : 8);
  if (bytes.length === 4) bytes.writeUInt32BE(value);
  else bytes.writeDoubleBE(value);
  return withControl(bytes.length === 4 ? 6 : 3, bytes);
}

function withControl(type: number, payload: Buffer): Buffer {
  return Buffer.concat([control(type, payload.length), payload]);
}

/** The type in the upper three bits, or in a byte of its own above 7; the size in the lower five, or in the next byte. */
function control(type: number, size: number): Buffer {
  if (size > 284) throw new Error(`A size of ${size} is not supported`);
  const first = ((type > 7 ? 0 : type) << 5) | Math.min(size, 29);
  return Buffer.from([first, ...(type > 7 ? [type - 7] : []), ...(size >= 29 ? [size - 29] : [])]);
}

function isArray(value: MmdbValue): value is readonly MmdbValue[] {
  return Array.isArray(value);
}
