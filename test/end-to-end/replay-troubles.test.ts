import { readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeLetter } from "../../src/deliver/dead-letter/entry.ts";
import { aLetter } from "../support/a-letter.ts";
import { mend, replayConfig } from "../support/buried-records.ts";
import { startTrailferry, trailferry } from "../support/command-line.ts";
import { setScene } from "../support/scene.ts";

describe("replay that does not go smoothly", () => {
  it("leaves what is refused again, and says why", async () => {
    const { scene, config } = await threeLetters();
    const refusal = { status: 400, type: "document_parsing_exception", reason: "no" };
    scene.receiver.react = () => ({
      kind: "store",
      items: ({ id }) => (id.endsWith("b") ? refusal : undefined),
    });

    const replayed = await trailferry(["replay", "-c", config]);

    const surveyed = await trailferry(["replay", "-c", config, "--dry-run"]);
    expect(replayed.code).toBe(1);
    expect(replayed.stderr).toContain("1 refused by elastic: mapping, such as: 400");
    expect(replayed.stderr).toContain("letters: 3 read = 2 delivered + 1 refused again\n");
    expect(surveyed.stdout).toBe("1 elastic mapping\n");
  });

  it("loses nothing when it is killed after the delivery, and sends again", async () => {
    const { scene, config } = await threeLetters();
    const { receiver, deadLetterPath } = scene;
    receiver.react = () => ({ kind: "stall", at: "stored" });
    const stored = receiver.stalled();
    const killed = startTrailferry(["replay", "-c", config]);
    await stored;
    await killed.end("SIGKILL");
    mend(scene);

    const replayed = await trailferry(["replay", "-c", config]);

    expect(replayed.code).toBe(0);
    expect(replayed.stderr).toContain("letters: 3 read = 0 delivered + 3 there already\n");
    expect(await readdir(dirname(deadLetterPath))).toEqual([]);
  });

  it("stops in order, and leaves what the destination does not take", async () => {
    const { scene, config } = await threeLetters();
    const { receiver } = scene;
    receiver.react = () => ({ kind: "stall", at: "body" });
    const asked = receiver.stalled();
    const running = startTrailferry(["replay", "-c", config]);
    await asked;

    const ended = await running.end("SIGTERM");

    mend(scene);
    const replayed = await trailferry(["replay", "-c", config]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("letters: 3 read = 0 delivered + 3 not sent\n");
    expect(replayed.stderr).toContain("letters: 3 read = 3 delivered\n");
    expect(receiver.documents.size).toBe(3);
  });

  it("sends letters of a renamed destination to another one, slowly", async () => {
    const { scene, config } = await threeLetters("old");
    const refused = await trailferry(["replay", "-c", config, "--destination", "old"]);

    const flags = ["--destination", "old", "--to", "elastic", "--rate", "10"];
    const replayed = await trailferry(["replay", "-c", config, ...flags]);

    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toBe("No destination is named old; there are: elastic\n");
    expect(replayed.code).toBe(0);
    expect(scene.receiver.documents.size).toBe(3);
  });
});

/** Dead letters in a file, and the configuration that replays them. */
async function threeLetters(destination = "elastic") {
  const scene = await setScene();
  const path = scene.deadLetterPath;
  const letters = ["a", "b", "c"].map((id) => ({ ...aLetter(id), destination }));
  await writeFile(path, letters.map((letter) => `${encodeLetter(letter)}\n`).join(""));
  return { scene, config: await replayConfig({ type: "file", path }, scene) };
}
