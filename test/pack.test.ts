import { describe, expect, it } from "vitest";
import type { TrailRecord } from "../src/event.ts";
import { createEncode } from "../src/normalize/encode.ts";
import { pack } from "../src/pack.ts";
import { aRecord, idOf } from "./support/events.ts";
import { trailRecord } from "./support/trail-record.ts";

describe("pack", () => {
  it("encodes a record once for all lanes of a format that want it, and else not at all", () => {
    const lanes = [laneFor("a", "b"), laneFor("b")];
    const encoded: string[] = [];
    const encode = createEncode((record) => {
      encoded.push(idOf({ record }));
      return record.text;
    });

    const { parcels } = pack(
      ["a", "b", "c"].map((id) => aRecord(id)),
      [{ encode, lanes }],
    );

    expect(encoded).toEqual(["a", "b"]);
    expect(parcels.map(({ events }) => events.map(idOf))).toEqual([["a", "b"], ["b"]]);
    expect(parcels[1]?.events[0]).toBe(parcels[0]?.events[1]);
  });

  it("rejects what one format can't carry, and gives it to the others", () => {
    const [some, others] = [laneFor("a"), laneFor("a")];
    const outlets = [
      { encode: createEncode(() => null), lanes: [some] },
      { encode: createEncode(({ text }) => text), lanes: [others] },
    ];

    const { parcels } = pack([aRecord("a")], outlets);

    expect(parcels).toMatchObject([
      { lane: some, events: [], rejections: [{ reason: "not_json" }] },
      { lane: others, events: [{}], rejections: [] },
    ]);
  });

  it("counts the records by category", () => {
    const records = ["Data", "Data", "Strange", 5].map((eventCategory) =>
      trailRecord({ eventCategory }),
    );

    const { categories } = pack(records, []);

    expect([...categories]).toEqual([
      ["data", 2],
      ["other", 2],
    ]);
  });
});

function laneFor(...ids: string[]) {
  return { wants: (record: TrailRecord) => ids.includes(idOf({ record })) };
}
