import { acknowledgementPart } from "./acknowledgement.ts";
import { idlePart } from "./idle.ts";
import type { Part } from "./part.ts";
import { floorPart, pathsPart } from "./paths.ts";
import { settingParts } from "./settings.ts";
import { sizesPart } from "./sizes.ts";
import { stagesPart } from "./stages.ts";
import { tricklePart } from "./trickle.ts";
import { workersPart } from "./workers.ts";

/** By their names, in the order in which they are measured. */
export const parts: Readonly<Record<string, Part>> = Object.fromEntries(
  [
    pathsPart,
    sizesPart,
    acknowledgementPart,
    ...settingParts,
    workersPart,
    idlePart,
    tricklePart,
    stagesPart,
    floorPart,
  ].map((part) => [part.name, part]),
);
