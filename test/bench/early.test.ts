import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const early = fileURLToPath(new URL("../../bench/early.ts", import.meta.url));
const claims = new URL("../../src/deliver/claims.ts", import.meta.url).href;

it("lets a forwarder without acknowledgement claim as if no destination were required", async () => {
  const script = `
    const { bindingClaims, looseClaims } = await import(${JSON.stringify(claims)});
    console.log(typeof bindingClaims, bindingClaims === looseClaims);`;

  const [usual, without] = await Promise.all([[], ["--import", early]].map((flags) => run(flags)));

  expect([usual, without]).toEqual(["function false", "function true"]);

  async function run(flags: readonly string[]): Promise<string> {
    const args = [...flags, "--input-type=module", "--eval", script];
    return (await promisify(execFile)(process.execPath, args)).stdout.trim();
  }
}, 60_000);
