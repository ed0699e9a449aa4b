import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsAuthSettings } from "./config/elasticsearch-auth.ts";
import type { AwsIdentityProvider } from "./deliver/elasticsearch/aws/identity.ts";
import type { RoleConfig } from "./config/sources.ts";

export type Credentials = ReturnType<typeof fromTemporaryCredentials>;

/** A role to assume with whatever the AWS SDK's own chain finds. Undefined: that chain itself, as its users know it. */
export function credentialsFor(
  role: RoleConfig | undefined,
  region: string | undefined,
): Credentials | undefined {
  if (role === undefined) return undefined;
  return fromTemporaryCredentials({
    params: {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? "trailferry",
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
    },
    ...(region !== undefined && { clientConfig: { region } }),
  });
}

/** For requests that we sign ourselves. */
export function identityFor({ credentials, region }: AwsAuthSettings): AwsIdentityProvider {
  return credentialsFor(credentials, region) ?? fromNodeProviderChain({ clientConfig: { region } });
}
