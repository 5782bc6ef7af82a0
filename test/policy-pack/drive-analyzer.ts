/** The conversation of an engine with a policy pack: what are your policies, what of this resource, what of all of them. */
import type grpc from '@grpc/grpc-js';
import type { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import analyzerProto from '@pulumi/pulumi/proto/analyzer_pb.js';
import emptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import type { JsonObject, ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { structOf } from '../pulumi-host/wire-struct.ts';
import { startAnalyzer } from './start-analyzer.ts';
import { wireProperties } from './wire-properties.ts';

export type PolicyInfo = { readonly name: string; readonly description: string; readonly level: string };

export type Violation = {
  readonly policy: string;
  readonly level: string;
  /** Logical name; empty for the whole stack. */
  readonly resource: string;
  /** Without the description of the policy, which Pulumi puts before it. */
  readonly message: string;
};

export type Analyzer = {
  readonly policies: () => Promise<readonly PolicyInfo[]>;
  /** Settings by policy, as in the file given to `--policy-pack-config`; what is not there goes back to the default. */
  readonly configure: (settings: Readonly<Record<string, JsonObject>>) => Promise<void>;
  /** All that a preview or an update would be told of the program, sorted. */
  readonly judge: (record: ProgramRecord) => Promise<readonly Violation[]>;
};

export async function driveAnalyzer(packFolder: string): Promise<Analyzer> {
  const client = await startAnalyzer(packFolder);
  return {
    policies: () => policiesOf(client),
    configure: settings => configure(client, settings),
    judge: record => judge(client, record),
  };
}

const LEVELS: Readonly<Record<number, string>> = {
  [analyzerProto.EnforcementLevel.ADVISORY]: 'advisory',
  [analyzerProto.EnforcementLevel.MANDATORY]: 'mandatory',
};

async function policiesOf(client: AnalyzerClient): Promise<readonly PolicyInfo[]> {
  const info = await answer<analyzerProto.AnalyzerInfo>(done => client.getAnalyzerInfo(new emptyProto.Empty(), done));
  return info.getPoliciesList().map(policy => ({
    name: policy.getName(),
    description: policy.getDescription(),
    level: LEVELS[policy.getEnforcementlevel()] ?? 'unknown',
  }));
}

async function configure(client: AnalyzerClient, settings: Readonly<Record<string, JsonObject>>): Promise<void> {
  const levels = new Map((await policiesOf(client)).map(({ name, level }) => [name, level]));
  const request = new analyzerProto.ConfigureAnalyzerRequest();
  for (const [policy, properties] of Object.entries(settings)) {
    const level = levels.get(policy);
    if (level === undefined) throw new Error(`the pack has no policy ${policy}`);
    const { ADVISORY, MANDATORY } = analyzerProto.EnforcementLevel;
    const config = new analyzerProto.PolicyConfig()
      .setEnforcementlevel(level === 'advisory' ? ADVISORY : MANDATORY)
      .setProperties(structOf(properties));
    request.getPolicyconfigMap().set(policy, config);
  }
  await answer(done => client.configure(request, done));
}

async function judge(client: AnalyzerClient, record: ProgramRecord): Promise<readonly Violation[]> {
  const whole = new analyzerProto.AnalyzeStackRequest().setResourcesList(
    record.resources.map(resource => stackResource(record, resource)),
  );
  const answers = await Promise.all([
    ...record.resources.map(resource =>
      answer<analyzerProto.AnalyzeResponse>(done => client.analyze(resourceRequest(resource), done)).then(response =>
        violationsOf(response, resource.urn),
      ),
    ),
    answer<analyzerProto.AnalyzeResponse>(done => client.analyzeStack(whole, done)).then(response =>
      violationsOf(response, ''),
    ),
  ]);
  return answers.flat().toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ policy, resource }: Violation): string => `${policy} ${resource}`;

/** One resource by its inputs, before anything is done about it. */
function resourceRequest({ urn, type, name, inputs, secretPaths }: ResourceRecord): analyzerProto.AnalyzeRequest {
  return new analyzerProto.AnalyzeRequest()
    .setUrn(urn)
    .setType(type)
    .setName(name)
    .setProperties(structOf(wireProperties(inputs, secretPaths)))
    .setOptions(new analyzerProto.AnalyzerResourceOptions());
}

/** The same among all others, by its outputs. A component has those it registered, the stack what the program exports. */
function stackResource({ outputs }: ProgramRecord, resource: ResourceRecord): analyzerProto.AnalyzerResource {
  const { urn, type, name, isCustom, isRemote, state, secretPaths, parentUrn = '' } = resource;
  const made = isCustom || isRemote ? state : (outputs[urn] ?? {});
  const message = new analyzerProto.AnalyzerResource()
    .setUrn(urn)
    .setType(type)
    .setName(name)
    .setProperties(structOf(wireProperties(made, secretPaths)))
    .setOptions(new analyzerProto.AnalyzerResourceOptions())
    .setParent(parentUrn)
    .setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new analyzerProto.AnalyzerPropertyDependencies().setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function violationsOf(response: analyzerProto.AnalyzeResponse, judgedUrn: string): readonly Violation[] {
  return response.getDiagnosticsList().map(diagnostic => ({
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()] ?? 'unknown',
    resource: (diagnostic.getUrn() || judgedUrn).split('::').at(-1) ?? '',
    message: diagnostic.getMessage().replace(`${diagnostic.getDescription()}\n`, ''),
  }));
}

type Done<Response> = (error: grpc.ServiceError | null, response: Response) => void;

function answer<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) =>
    call((error, response) => (error === null ? resolve(response) : reject(error))),
  );
}
