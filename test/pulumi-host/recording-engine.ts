/**
 * A Pulumi engine that creates nothing: it serves the resource monitor and the engine log on loopback, answers each
 * registration as a first `pulumi preview` or `pulumi up` would, and keeps what it was asked.
 */
import { stripVTControlCharacters } from 'node:util';
import grpc from '@grpc/grpc-js';
import engineGrpc from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import engineProto from '@pulumi/pulumi/proto/engine_pb.js';
import resourceGrpc from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import resourceProto from '@pulumi/pulumi/proto/resource_pb.js';
import emptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import { invokeResult } from './invoke-results.ts';
import { plainValue } from './plain-value.ts';
import type { InvokeRecord, JsonObject, LogRecord, ResourceRecord } from './program-record.ts';
import type { ProgramRoot } from './program-root.ts';
import { registerResource } from './register-resource.ts';
import { structOf, wireOf } from './wire-struct.ts';

export type RecordingEngineOptions = {
  readonly root: ProgramRoot;
  readonly isPreview: boolean;
  /** Source positions are relative to it. */
  readonly projectFolder: string;
};

export type RecordingEngine = {
  /** host:port */
  readonly address: string;
  readonly resources: ReadonlyMap<string, ResourceRecord>;
  readonly outputs: ReadonlyMap<string, JsonObject>;
  readonly outputSecretPaths: ReadonlyMap<string, readonly string[]>;
  readonly logs: readonly LogRecord[];
  readonly invokes: readonly InvokeRecord[];
  readonly stop: () => void;
};

/** As in @pulumi/pulumi/runtime/settings.js: a bundle is larger than gRPC's default of 4 MB. */
const MESSAGE_BYTES_MAX = 400 * 1024 * 1024;

/**
 * What this engine does as the real one does. A program that uses anything else (transforms, hooks) is told by the SDK
 * that its CLI is too old.
 */
const FEATURES = [
  resourceProto.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  resourceProto.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  resourceProto.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  resourceProto.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
];

type Recorded = {
  readonly resources: Map<string, ResourceRecord>;
  readonly outputs: Map<string, JsonObject>;
  readonly outputSecretPaths: Map<string, readonly string[]>;
  readonly logs: LogRecord[];
  readonly invokes: InvokeRecord[];
};

/** Listens on a free port of 127.0.0.1 until stop() is called. */
export async function startRecordingEngine(options: RecordingEngineOptions): Promise<RecordingEngine> {
  const recorded: Recorded = {
    resources: new Map(),
    outputs: new Map(),
    outputSecretPaths: new Map(),
    logs: [],
    invokes: [],
  };
  const server = new grpc.Server({
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
  });
  server.addService(resourceGrpc.ResourceMonitorService, monitorHandlers(options, recorded));
  server.addService(engineGrpc.EngineService, logHandlers(recorded));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { address: `127.0.0.1:${port}`, ...recorded, stop: () => server.forceShutdown() };
}

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;
type Monitor = resourceGrpc.IResourceMonitorServer;
type Log = engineGrpc.IEngineServer;

/** What is not here, gRPC refuses as unimplemented, and the SDK passes that on. */
function monitorHandlers(
  options: RecordingEngineOptions,
  recorded: Recorded,
): Pick<
  Monitor,
  | 'getDeploymentInfo'
  | 'registerResource'
  | 'registerResourceOutputs'
  | 'invoke'
  | 'readResource'
  | 'call'
  | 'signalAndWaitForShutdown'
> {
  return {
    getDeploymentInfo: answering(() => new resourceProto.DeploymentInfo().setSupportedfeaturesList(FEATURES)),
    registerResource: answering(request => registerResource(request, options, recorded.resources)),
    registerResourceOutputs: answering(request => {
      const { value, secretPaths } = plainValue(wireOf(request.getOutputs()));
      recorded.outputs.set(request.getUrn(), value);
      recorded.outputSecretPaths.set(request.getUrn(), secretPaths);
      return new emptyProto.Empty();
    }),
    invoke: answering(request => {
      const args = plainValue(wireOf(request.getArgs())).value;
      recorded.invokes.push({ token: request.getTok(), args });
      const result = invokeResult(request.getTok(), args, options.root.config);
      return new resourceProto.ResourceInvokeResponse().setReturn(structOf(result));
    }),
    readResource: answering(request => {
      throw new Error(
        `${request.getType()} '${request.getName()}' cannot be read: the recording engine has no existing resources`,
      );
    }),
    call: answering(request => {
      throw new Error(`the recording engine cannot call the method ${request.getTok()}`);
    }),
    signalAndWaitForShutdown: answering(() => new emptyProto.Empty()),
  };
}

function logHandlers(
  recorded: Recorded,
): Pick<Log, 'log' | 'setRootResource' | 'getRootResource' | 'requirePulumiVersion'> {
  let rootUrn = '';
  return {
    log: answering(request => {
      const severity = SEVERITIES[request.getSeverity()];
      if (severity !== undefined)
        recorded.logs.push({ severity, message: stripVTControlCharacters(request.getMessage()) });
      return new emptyProto.Empty();
    }),
    setRootResource: answering(request => {
      rootUrn = request.getUrn();
      return new engineProto.SetRootResourceResponse();
    }),
    getRootResource: answering(() => new engineProto.GetRootResourceResponse().setUrn(rootUrn)),
    requirePulumiVersion: answering(() => new engineProto.RequirePulumiVersionResponse()),
  };
}

/** The SDK sends several debug messages for each resource; they are left out. */
const SEVERITIES: Readonly<Record<number, LogRecord['severity']>> = {
  [engineProto.LogSeverity.INFO]: 'info',
  [engineProto.LogSeverity.WARNING]: 'warning',
  [engineProto.LogSeverity.ERROR]: 'error',
};

/** What `respond` throws becomes the error of the call, which the SDK reports as the program's. */
function answering<Request, Response>(respond: (request: Request) => Response): Unary<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, respond(call.request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      callback({ code: grpc.status.INVALID_ARGUMENT, details });
    }
  };
}
