/**
 * Rules about all members of a list. They are tried even where single members are wrong, so that every problem
 * shows at once; nothing that a member holds is certain then.
 */
import type { z } from "zod";

/** To be tried whatever else was found, as long as there is a list. */
export const alsoWhenBroken = {
  when: ({ value }: z.core.ParsePayload) => Array.isArray(value),
};

export function refuseRepeatedNames(
  members: readonly unknown[],
  context: z.core.$RefinementCtx,
): void {
  const names = members.map((member) => fieldOf(member, "name"));
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (typeof name !== "string" || first === index) continue;
    const message = `is already the name of number ${first + 1} in this list`;
    context.addIssue({ code: "custom", message, path: [index, "name"] });
  }
}

/** Without one, nothing would hold an acknowledgement back, and every message would be deleted unheard. */
export function needRequired(members: readonly unknown[], context: z.core.$RefinementCtx): void {
  if (members.length === 0) return;
  if (!members.every((member) => fieldOf(member, "required") === false)) return;
  const message = "holds none that is required; messages would be deleted undelivered";
  context.addIssue({ code: "custom", message });
}

function fieldOf(member: unknown, key: string): unknown {
  return typeof member === "object" && member !== null ? Reflect.get(member, key) : undefined;
}
