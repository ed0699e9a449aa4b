import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const early = fileURLToPath(new URL("../../bench/early.ts", import.meta.url));
const claims = new URL("../../src/deliver/claims.ts", import.meta.url).href;

it(
  "lets the forwarder of a benchmark without acknowledgement hold no claim",
  { timeout: 60_000 },
  async () => {
    const script = `
    const { bindingClaims } = await import(${JSON.stringify(claims)});
    let held = 0;
    const receipt = { hold: (count) => (held += count), complete() {}, fail() {} };
    bindingClaims({}).hold([{ origin: { receipt } }]);
    console.log(held);`;

    const [usual, without] = await Promise.all(
      [[], ["--import", early]].map((flags) => run(flags)),
    );

    expect([usual, without]).toEqual(["1", "0"]);

    async function run(flags: readonly string[]): Promise<string> {
      const args = [...flags, "--input-type=module", "--eval", script];
      return (await promisify(execFile)(process.execPath, args)).stdout.trim();
    }
  },
);
