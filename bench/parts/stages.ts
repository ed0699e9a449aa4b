/** One stage of the forwarder at a time, and each format by itself: where the time of a whole run goes. */
import { mapped, mappingTable, type MappingCost } from "../mapping.ts";
import { microTable, type StageResult } from "../micro.ts";
import type { Part } from "./part.ts";

export const stagesPart: Part = {
  name: "stages",
  title: "Stages and mappings by themselves",
  async run(rig) {
    const { recordsPerObject } = rig.options.load;
    const stages = await rig.run<readonly StageResult[]>("micro.ts", recordsPerObject, []);
    const mappings: MappingCost[] = [];
    for (const format of mapped) {
      mappings.push(await rig.run<MappingCost>("mapping.ts", recordsPerObject, [format]));
    }
    return {
      text: `${microTable(stages)}\n\n${mappingTable(mappings)}`,
      figures: {},
      details: { stages, mappings },
    };
  },
};
