import type { Secret } from "../../src/runtime/secret.ts";

export function aSecret(value: string): Secret {
  return { reveal: () => value };
}
