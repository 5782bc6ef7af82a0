/** Runs a command and says what went wrong. The only file that prints errors; how it ends stands in exit-codes.ts. */
import { CommanderError } from 'commander';
import { errorText } from '../hub/error-text.ts';
import { HubError } from '../hub/errors.ts';
import { buildProgram } from './build-program.ts';
import { EXIT_INTERRUPTED, EXIT_OK, EXIT_UNEXPECTED, EXIT_USAGE } from './exit-codes.ts';

// A reader that has seen enough (`| head`) is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT_OK);
});

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Prints what happened and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof HubError) return reportMistake(error);
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `unexpected error: ${told}\nhint: this is a defect of asset-sim; please report it with these lines\n`,
  );
  return EXIT_UNEXPECTED;
}

/** Help and version that were asked for also arrive here, printed already; help for want of a command does, too. */
function reportUsage({ code, exitCode, message }: CommanderError): number {
  if (exitCode === 0) return EXIT_OK;
  if (code !== 'commander.help')
    process.stderr.write(`${message}\nhint: asset-sim --help lists commands, asset-sim <command> --help their flags\n`);
  return EXIT_USAGE;
}

function reportMistake(error: HubError): number {
  process.stderr.write(`${errorText(error)}\n`);
  return error.code === 'INTERRUPTED' ? EXIT_INTERRUPTED : EXIT_USAGE;
}
