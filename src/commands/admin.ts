import type { Config } from "../config/schema.ts";
import { startAdminServer, type AdminServer, type AdminView } from "../observe/admin.ts";

/** `unavailable`, and named on stderr, where the address can't be listened on. */
export async function startAdmin(
  address: Config["admin"],
  view: AdminView,
): Promise<AdminServer | undefined | "unavailable"> {
  if (address === undefined) return undefined;
  try {
    return await startAdminServer({ ...address, ...view });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `admin.listen: ${address.host}:${address.port} can't be used: ${reason}\n`,
    );
    return "unavailable";
  }
}
