import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/event.ts";
import { entitiesOf } from "../../../src/normalize/ecs/entities/entities.ts";
import related from "../../../src/normalize/ecs/entities/related.json" with { type: "json" };
import targets from "../../../src/normalize/ecs/entities/targets.json" with { type: "json" };

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/web`;
const session = `arn:aws:sts::${account}:assumed-role/web/i-0123456789abcdef0`;
const grace = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/grace`, userName: "grace" };
const inRole = {
  type: "AssumedRole",
  arn: session,
  sessionContext: { sessionIssuer: { arn: role, userName: "web" } },
};

function call(name: string, fields: JsonObject = {}): JsonObject {
  const [service, eventName = ""] = name.split(" ");
  return { eventSource: `${service}.amazonaws.com`, eventName, ...fields };
}

/** What of the parts is there, as the document has it. */
function entities(record: JsonObject): unknown {
  return JSON.parse(JSON.stringify(entitiesOf(record) ?? null));
}

describe("the actor", () => {
  it("is the user who called", () => {
    const made = entities({ userIdentity: grace });

    expect(made).toEqual({
      actor: { entity: { id: [grace.arn] } },
      user: { entity: { id: [grace.arn] } },
      relatedEntity: [grace.arn, "grace"],
    });
  });

  it("is the session of a role, and as a user the role", () => {
    const made = entities({ userIdentity: inRole });

    expect(made).toMatchObject({
      actor: { entity: { id: [session] } },
      user: { entity: { id: [role] } },
    });
  });

  it.each(["aws-service-role/config.amazonaws.com", "AWSServiceRoleForConfig"])(
    "is a service when the role is the service's own: %s",
    (name) => {
      const arn = `arn:aws:sts::${account}:assumed-role/${name}/session`;

      const made = entitiesOf({ userIdentity: { type: "AssumedRole", arn } });

      expect(made?.service?.entity?.id).toEqual([arn]);
      expect(made?.user).toBeUndefined();
    },
  );

  it("is the service that takes on a role", () => {
    const userIdentity = { type: "AWSService", invokedBy: "ec2.amazonaws.com" };

    const made = entitiesOf(call("sts AssumeRole", { userIdentity }));

    expect(made?.actor?.entity.id).toEqual(["ec2.amazonaws.com"]);
    expect(made?.service?.entity?.id).toEqual(["ec2.amazonaws.com"]);
  });

  it("is unknown when a service makes any other call", () => {
    const userIdentity = { type: "AWSService", invokedBy: "ec2.amazonaws.com" };

    const made = entitiesOf(call("kms Decrypt", { userIdentity }));

    expect(made).toBeUndefined();
  });

  it("is the role when a session of it takes on another", () => {
    const made = entitiesOf(call("sts AssumeRole", { userIdentity: inRole }));

    expect(made?.actor?.entity.id).toEqual([role]);
    expect(made?.user?.entity?.id).toEqual([role]);
  });

  it("is the person in Identity Center where there is no ARN", () => {
    const identityStoreArn = `arn:aws:identitystore::${account}:identitystore/d-9067EXAMPLE`;
    const onBehalfOf = { userId: "94482488-3041-7026-EXAMPLE", identityStoreArn };

    const made = entities({ userIdentity: { type: "IdentityCenterUser", onBehalfOf } });

    expect(made).toEqual({
      actor: { entity: { id: [onBehalfOf.userId] } },
      entity: { id: [onBehalfOf.userId] },
      relatedEntity: [identityStoreArn],
    });
  });

  it.each([
    ["user", `arn:aws:iam::${account}:role/web`],
    ["user", `arn:aws:sts::${account}:federated-user/grace`],
    ["host", `arn:aws:ec2:eu-central-1:${account}:instance/i-0123456789abcdef0`],
    ["host", "i-0123456789abcdef0"],
    ["entity", `arn:aws:iam::${account}:saml-provider/corp`],
    ["entity", "arn:aws:iam"],
  ])("stands under %s by its ARN where the type does not tell: %s", (kind, arn) => {
    const made = entities({ userIdentity: { type: "Unknown", arn } });

    const actor = { entity: { id: [arn] } };
    const part = kind === "entity" ? { id: [arn] } : actor;
    expect(made).toEqual({ actor, [kind]: part, relatedEntity: [arn] });
  });
});

describe("a target", () => {
  it.each([
    ["user", `arn:aws:iam::${account}:user/grace`],
    ["user", `arn:aws:iam::${account}:instance-profile/web`],
    ["user", `arn:aws:iam::${account}:mfa/grace`],
    ["user", "AKIAIOSFODNN7EXAMPLE"],
    ["service", `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/Config`],
    ["service", `arn:aws:secretsmanager:eu-central-1:${account}:secret:billing`],
    ["service", `arn:aws:cloudtrail:eu-central-1:${account}:trail/main`],
    ["service", "arn:aws:s3:::example-bucket/key"],
    ["service", "sg-0123456789abcdef0"],
    ["entity", `arn:aws:sns:eu-central-1:${account}:alarms`],
    ["entity", "ASIAIOSFODNN7EXAMPLE"],
    ["entity", "igloo"],
  ])("stands under %s by its id: %s", (kind, id) => {
    const made = entities(call("kms DisableKey", { resources: [{ ARN: id }] }));

    const target = kind === "entity" ? { id: [id] } : { entity: { id: [id] } };
    const expected = { target: { entity: { id: [id] } }, [kind]: { target }, relatedEntity: [id] };
    expect(made).toEqual(expected);
  });

  it("is a host by its bare id", () => {
    const made = entitiesOf(call("ssm StartSession", { requestParameters: { target: "i-0a" } }));

    expect(made?.host?.target).toEqual({ id: ["i-0a"], entity: { id: ["i-0a"] } });
  });

  it("is a host by its ARN, which is no `host.target.id`", () => {
    const ARN = `arn:aws:ec2:eu-central-1:${account}:instance/i-0123456789abcdef0`;

    const made = entitiesOf(call("ssm OpenControlChannel", { resources: [{ ARN }] }));

    expect(made?.host?.target).toEqual({ id: undefined, entity: { id: [ARN] } });
  });

  it("is looked for only in calls of the service that has it", () => {
    const made = entitiesOf(call("sqs DisableKey", { resources: [{ ARN: "a-key" }] }));

    expect(made?.target).toBeUndefined();
  });
});

describe("the targets of a call", () => {
  it.each<readonly [name: string, fields: JsonObject, ids: readonly string[]]>([
    ["signin ConsoleLogin", { recipientAccountId: account }, [account]],
    ["lambda AddPermission20150331v2", { requestParameters: { functionName: "f" } }, ["f"]],
    ["lambda ListFunctions20150331", { recipientAccountId: account }, [account]],
    [
      "ec2 DeleteNetworkAclEntry",
      { requestParameters: { networkAclId: "acl-0a", ruleNumber: 40 } },
      ["40", "acl-0a"],
    ],
    [
      "ec2 DeleteFlowLogs",
      { requestParameters: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-0" } } } },
      ["fl-0"],
    ],
    [
      "ec2 DeleteFlowLogs",
      {
        requestParameters: {
          DeleteFlowLogsRequest: { FlowLogId: [{ content: "fl-1" }, { content: "fl-0" }] },
        },
      },
      ["fl-0", "fl-1"],
    ],
    [
      "ec2 AuthorizeSecurityGroupIngress",
      {
        requestParameters: { groupId: "sg-0a" },
        responseElements: { securityGroupRuleSet: { items: [{ securityGroupRuleId: "sgr-0a" }] } },
      },
      ["sg-0a", "sgr-0a"],
    ],
    [
      "ssm SendCommand",
      { requestParameters: { instanceIds: ["i-1", "i-0", "i-1"] } },
      ["i-0", "i-1"],
    ],
    [
      "ssm SendCommand",
      { requestParameters: { instanceIds: ["i-0"], targets: [{ values: ["web"] }] } },
      ["i-0"],
    ],
    [
      "ssm SendCommand",
      { requestParameters: { instanceIds: [], targets: [{ key: "tag:Name", values: ["web"] }] } },
      ["web"],
    ],
    [
      "ssm SendCommand",
      { recipientAccountId: account, requestParameters: { targets: [{ values: ["*"] }] } },
      [account],
    ],
  ])("of %s are found", (name, fields, ids) => {
    const made = entitiesOf(call(name, fields));

    expect(made?.target?.entity.id).toEqual(ids);
    expect(made?.relatedEntity).toEqual(expect.arrayContaining([...ids]));
  });
});

describe("the related entities", () => {
  it("include every id of a launched instance, those repeated in the request as well", () => {
    const group = { items: [{ groupId: "sg-0" }] };
    const instance = {
      instanceId: "i-0",
      imageId: "ami-0",
      subnetId: "subnet-0",
      vpcId: "vpc-0",
      iamInstanceProfile: { arn: `arn:aws:iam::${account}:instance-profile/web` },
      groupSet: group,
      networkInterfaceSet: { items: [{ networkInterfaceId: "eni-0", groupSet: group }] },
    };
    const record = call("ec2 RunInstances", {
      requestParameters: { subnetId: "subnet-0" },
      responseElements: { reservationId: "r-0", instancesSet: { items: [instance] } },
    });

    const made = entitiesOf(record);

    expect(made?.relatedEntity?.join(" ")).toBe(
      `ami-0 ${instance.iamInstanceProfile.arn} eni-0 i-0 r-0 sg-0 subnet-0 vpc-0`,
    );
  });

  it("include the access key that a role's new session gets", () => {
    const responseElements = { credentials: { accessKeyId: "ASIAIOSFODNN7EXAMPLE" } };

    const made = entitiesOf(call("sts AssumeRole", { responseElements }));

    expect(made?.relatedEntity).toEqual(["ASIAIOSFODNN7EXAMPLE"]);
  });

  it("leave out what says nothing and what is no id", () => {
    const userIdentity = {
      type: "IAMUser",
      arn: "",
      accessKeyId: "none",
      userName: ["-", { a: 1 }],
    };
    const resources = [null, "text", { ARN: null }, { ARN: true }, { ARN: "arn:aws:s3:::b" }];

    const made = entities({ userIdentity, resources });

    expect(made).toEqual({ relatedEntity: ["arn:aws:s3:::b"] });
  });
});

describe("the tables", () => {
  const services = Object.values(related.services).map((paths) => [...related.any, ...paths]);
  const lists = [...services, ...targets.map(({ ids }) => ids)];

  it("have no path that is the start of another", () => {
    const nested = lists.flatMap((paths) =>
      paths.filter((path) => paths.some((other) => path.startsWith(`${other}.`))),
    );

    expect(nested).toEqual([]);
  });

  it("name every path and every action once", () => {
    const actions = targets.flatMap((rule) => rule.actions.map((name) => rule.source + name));

    for (const list of [...lists, actions]) expect(list).toEqual([...new Set(list)]);
  });
});
