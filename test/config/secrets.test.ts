import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { FileSecret, FixedSecret } from "../../src/config/secrets.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

describe("a secret", () => {
  it.each([
    ["fixed", new FixedSecret("s3cr3t")],
    ["from a file", new FileSecret("/key", "s3cr3t", new FakeEnvironment())],
  ])("never shows what it holds: %s", (_, secret) => {
    const shown = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
    ];

    expect(shown).toEqual(["***", '{"secret":"***"}', "{ secret: *** }"]);
    expect(secret.reveal()).toBe("s3cr3t");
  });
});

async function aSecret(content: string) {
  const environment = new FakeEnvironment({ "/key": content });
  const secret = new FileSecret("/key", content.trim(), environment);
  secret.reveal();
  await environment.clock.advance(1000);
  return { environment, secret };
}

describe("a secret from a file", () => {
  it("follows the file, without its last line break", async () => {
    const { environment, secret } = await aSecret("old\n");

    environment.write("/key", "new\r\n");

    expect(secret.reveal()).toBe("new");
  });

  it("looks at the file once a second at most", async () => {
    const { environment, secret } = await aSecret("old");
    secret.reveal();

    environment.write("/key", "new");
    await environment.clock.advance(999);

    expect(secret.reveal()).toBe("old");
  });

  it.each(["", "\n", "two\nlines", Buffer.from([0xff])])(
    "keeps the last good value while the file holds %j",
    async (content) => {
      const { environment, secret } = await aSecret("old");

      environment.write("/key", content);

      expect(secret.reveal()).toBe("old");
    },
  );

  it("keeps the last good value while the file is gone, and takes the next", async () => {
    const { environment, secret } = await aSecret("old");

    environment.remove("/key");
    const meanwhile = secret.reveal();
    environment.write("/key", "new");
    await environment.clock.advance(1000);

    expect([meanwhile, secret.reveal()]).toEqual(["old", "new"]);
  });
});
