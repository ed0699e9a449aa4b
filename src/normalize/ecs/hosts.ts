/** The name of a host outside of AWS; services call under their own names, and are called by them. */
export function foreignHost(host: string | undefined): string | undefined {
  return host?.endsWith(".amazonaws.com") === true ? undefined : host;
}

/** The same of an address that is no IP address: `AWS Internal` is none either. */
export function hostNameOf(address: string | undefined): string | undefined {
  const isName = address !== undefined && address.includes(".") && !address.includes(" ");
  return isName ? foreignHost(address) : undefined;
}
