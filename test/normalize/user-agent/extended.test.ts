import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createUserAgents } from "../../../src/normalize/user-agent/user-agents.ts";
import { usualAgents } from "../../support/user-agent/usual-agents.ts";

const records = new URL("../../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);
const record = z.object({ userAgent: z.unknown().optional() });

describe("user agents of AWS", () => {
  const recognise = createUserAgents();

  it.each([
    ["cloudformation.amazonaws.com", "cloudformation.amazonaws.com", undefined],
    ["console.ec2.amazonaws.com", "console.ec2.amazonaws.com", undefined],
    ["signin.amazonaws.com", "signin.amazonaws.com", undefined],
    ["AWS Internal", "AWS Internal", undefined],
    ["aws-internal/3", "aws-internal", "3"],
    ["EC2ConsoleFrontend, aws-internal/3", "EC2ConsoleFrontend", undefined],
    ["RDS Console, aws-internal/3", "RDS Console", undefined],
    ["[S3Console/0.4]", "S3Console", "0.4"],
    ["[AWSCloudTrail]", "AWSCloudTrail", undefined],
    ["Coral/Netty4", "Coral", undefined],
    ["amazon-ssm-agent/3.2.582.0", "amazon-ssm-agent", "3.2.582.0"],
    ["AWSPowerShell.Common/4.1.0.0 .NET_Core/6.0.8", "AWSPowerShell.Common", "4.1.0.0"],
  ])("are named where AWS itself calls: %s", (text, name, version) => {
    expect(recognise(text)).toMatchObject({ name, version });
  });

  it.each([
    ["aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.8", "aws-sdk-go-v2", "1.36.3"],
    ["aws-sdk-js/3.635.0 ua/2.0 os/darwin#23.4.0 lang/js", "aws-sdk-js", "3.635.0"],
    ["aws-sdk-rust/1.3.1 os/linux lang/rust/1.81", "aws-sdk-rust", "1.3.1"],
    ["aws-sdk-dotnet-coreclr/3.7.1 .NET_Core/6", "aws-sdk-dotnet-coreclr", "3.7.1"],
    ["aws-sdk-ruby3/3.170.0 ua/2.0", "aws-sdk-ruby3", "3.170.0"],
    ["aws-sdk-php/3.2.1 OS/Linux#5.10 lang/php#8.1", "aws-sdk-php", "3.2.1"],
    ["Botocore/1.29.165", "Botocore", "1.29.165"],
    ["rusoto/0.47.0 rust/1.56.1 linux", "rusoto", "0.47.0"],
  ])("are named for the SDK: %s", (text, name, version) => {
    expect(recognise(text)).toMatchObject({ name, version });
  });

  it.each([
    ["APN/1.0 HashiCorp/1.0 Terraform/1.11.0 aws-sdk-go-v2/1.36.3", "Terraform", "1.11.0"],
    ["APN/1.0 OpenTofu/1.8.2 aws-sdk-go-v2/1.36.3", "OpenTofu", "1.8.2"],
    ["aws-sdk-go-v2/1.30.3 app/pulumi", "Pulumi", undefined],
    ["APN/1.0 Ansible/2.9.10 Python/3.8 Linux/5.4 Botocore/1.2", "Ansible", "2.9.10"],
    ["aws-sdk-js/3.600.0 aws-cdk/2.150.0", "aws-cdk", "2.150.0"],
    ["kubectl/v1.28.2 (linux/amd64) kubernetes/89a4ea3", "kubectl", "1.28.2"],
    ["karpenter.sh-0.37.0 aws-sdk-go-v2/1.30.3", "karpenter", "0.37.0"],
    ["CloudCustodian(stop-idle)/0.9.2 Python/3.8.3 Botocore/1.15.49", "CloudCustodian", "0.9.2"],
    [
      "configure-aws-credentials-for-github-actions",
      "configure-aws-credentials-for-github-actions",
      undefined,
    ],
    ["[Cyberduck/8.7.3.40655 (Mac OS X/13.5) (aarch64)]", "Cyberduck", "8.7.3"],
    ["[S3 Browser 11-4-5 https://s3browser.com]", "S3 Browser", "11.4.5"],
    ["TruffleHog", "TruffleHog", undefined],
    ["stratus-red-team_EXAMPLE", "stratus-red-team", undefined],
  ])("are named for the tool before its SDK: %s", (text, name, version) => {
    expect(recognise(text)).toMatchObject({ name, version });
  });

  it.each([
    ["aws-cli/2.31.1 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64", "Linux 6.1.147"],
    ["aws-cli/2.15.0 Python/3.11 Windows/10 exe/AMD64", "Windows 10"],
    ["aws-sdk-js/3.1.0 ua/2.0 os/win32#10.0.19045 lang/js", "Windows 10.0.19045"],
    ["aws-sdk-java/1.11.1 Windows_Server_2019/10.0 OpenJDK", "Windows 10.0"],
    ["aws-sdk-java/2.20.1 Mac_OS_X/14.4.1 OpenJDK", "Mac OS X 14.4.1"],
    ["Boto3/1.26.1 Python/3.8.2 Linux/5.6.3-arch1-1 Botocore/1.18.2", "Linux 5.6.3"],
  ])("have the system with its version: %s", (text, full) => {
    expect(recognise(text).os?.full).toBe(full);
  });

  it.each([
    "aws-cli/2.7.3 Python/3.9.13 Darwin/21.5.0 source/x86_64",
    "aws-sdk-js/3.635.0 ua/2.0 os/darwin#23.4.0 lang/js",
  ])("have no version of macOS where the text has that of its kernel: %s", (text) => {
    expect(recognise(text).os).toEqual({ name: "Mac OS X", version: undefined, full: undefined });
  });

  it.each([
    ["Boto3/1.15.2 Python/3.8.2 Linux/5.6.3-arch1-1 Botocore/1.18.2", "Other"],
    ["[Boto3/1.15.2 md/Botocore#1.18.2]", "Other"],
    ["Googlebot/2.1 (+http://www.google.com/bot.html)", "Spider"],
    ["Googlebot/2.1 (+http://www.google.com/bot.html) Botocore/1.2", "Spider"],
  ])("are no spiders for the bot in their name: %s", (text, device) => {
    expect(recognise(text).device.name).toBe(device);
  });

  it.each(["Mozilla/5.0", "example-user-agent-string", "", "[", "[]", "aws", "#{$1}"])(
    "are Other where nobody knows them: %j",
    (text) => {
      expect(recognise(text).name).toBe("Other");
    },
  );

  it("are in brackets what they are without", () => {
    for (const agent of usualAgents.filter((text) => !text.startsWith("[")))
      expect(recognise(`[${agent}]`)).toEqual(recognise(agent));
  });

  it("never have another name, or another system, than Elasticsearch's", () => {
    const elastic = createUserAgents("elastic");

    for (const text of [...usualAgents, ...capturedAgents()]) {
      const { name, version, os } = elastic(text);
      const extended = recognise(text);
      if (name !== "Other") expect(extended).toMatchObject({ name, version });
      if (os !== undefined) expect(extended.os?.name).toBe(os.name);
      if (os?.version !== undefined) expect(extended.os).toEqual(os);
    }
  });
});

function capturedAgents(): readonly string[] {
  if (!existsSync(records)) return [];
  const lines = readFileSync(records, "utf8").trimEnd().split("\n");
  const agents = lines.map((line) => record.parse(JSON.parse(line)).userAgent);
  return [...new Set(agents.filter((agent) => typeof agent === "string"))];
}
