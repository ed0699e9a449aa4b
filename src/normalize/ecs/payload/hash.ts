/** What Java's HashMap makes of a key: String.hashCode, with its upper half in the lower one as well. */
export function keyHash(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = nextHash(hash, key.charCodeAt(at));
  return spread(hash);
}

/** `keyHash` of ASCII, in steps: beginning with 0, one for each character, and then `spread`. */
export function nextHash(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

export function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}
