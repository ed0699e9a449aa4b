import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { announceTrail } from "../support/announced-trail.ts";
import { daemonConfig } from "../support/daemon-config.ts";
import { startDaemon } from "../support/daemon.ts";
import { ocsfSchema } from "../support/ocsf/schema.ts";
import { validate } from "../support/ocsf/validate.ts";
import { patience } from "../support/patience.ts";
import { aCityDatabase, boxford } from "../support/places.ts";
import { setScene } from "../support/scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe("the daemon", () => {
  it("delivers the format that was chosen, with the places of callers", async () => {
    const scene = await setScene();
    const trail = await announceTrail(scene.aws, { objects: 4, recordsPerObject: 50 });
    const everywhere = { "0.0.0.0/1": boxford, "128.0.0.0/1": boxford };
    const cityFile = join(await temporaryDirectory(), "city.mmdb");
    await writeFile(cityFile, aCityDatabase({ networks: everywhere }));

    const daemon = await startDaemon({
      ...daemonConfig(scene, { destination: { format: "ocsf", ocsf_version: "1.9.0" } }),
      geoip: { city_file: cityFile },
    });
    await vi.waitUntil(() => scene.aws.isEmpty, patience);

    const events = [...scene.receiver.documents.values()].map(({ source }): unknown =>
      JSON.parse(source),
    );
    expect(events).toHaveLength(trail.records.size);
    expect(events.flatMap((event) => validate(event, ocsfSchema("1.9.0")))).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({
        src_endpoint: expect.objectContaining({
          location: expect.objectContaining({ city: "Boxford", country: "GB" }),
        }),
      }),
    );
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
