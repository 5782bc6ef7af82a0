/** A program as a shell sees it: words in, texts and an exit code out. */
export type Command = {
  readonly args: readonly string[];
  /** What is piped in, where the program reads that. */
  readonly input: string;
};
export type Answer = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
export type Program = (command: Command) => Promise<Answer>;

export const prints = (stdout: string): Answer => ({ exitCode: 0, stdout, stderr: '' });
export const refuses = (stderr: string, exitCode = 1): Answer => ({ exitCode, stdout: '', stderr: `${stderr}\n` });
