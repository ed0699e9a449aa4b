import { SocketAddress, isIP } from "node:net";

const mapped = "::ffff:";

/**
 * The address to look up for a text, undefined where the text is none: without its zone, and as IPv4 where it is IPv4
 * mapped into IPv6, because databases don't always know the mapped form.
 */
export function lookupAddress(text: string): string | undefined {
  const family = isIP(text);
  if (family === 0) return undefined;
  if (family === 4) return text;
  const { address } = new SocketAddress({ family: "ipv6", address: text });
  return address.startsWith(mapped) && address.includes(".")
    ? address.slice(mapped.length)
    : address;
}
