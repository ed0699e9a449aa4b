import { scalar } from "./fields.ts";

/** Where a deployment of Elastic Cloud is, as it was written and as it is reached. */
export interface CloudId {
  readonly text: string;
  readonly url: URL;
}

export const cloudId = scalar<CloudId>(
  { type: "string", pattern: "^([^:]*:)?[A-Za-z0-9+/]+=*$", examples: ["name:base64"] },
  (value) => {
    const url = typeof value === "string" ? urlOf(value) : undefined;
    if (typeof value !== "string" || url === undefined)
      return {
        problem: "is not a cloud id; copy the whole of it, name:base64, from Elastic Cloud",
      };
    return { value: { text: value, url } };
  },
  ({ text }) => text,
);

/** After a label, base64 of `host[:port]$elasticsearch[:port]$kibana`. The first port is for all, and 443 if not given. */
function urlOf(text: string): URL | undefined {
  const encoded = text.slice(text.lastIndexOf(":") + 1);
  const decoded = Buffer.from(encoded, "base64").toString("latin1");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  const pattern = /^([\w-]+(?:\.[\w-]+)+)(?::(\d{1,5}))?\$([\w-]+)(?::(\d{1,5}))?(?:\$[\w:-]*)?$/;
  const [, host, port, id, ownPort] = pattern.exec(decoded) ?? [];
  if (host === undefined || id === undefined || id === "undefined") return undefined;
  return URL.parse(`https://${id}.${host}:${ownPort ?? port ?? 443}`) ?? undefined;
}
