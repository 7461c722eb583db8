import type { ParserPlugin } from '@babel/parser';
import type { File, Program } from '@babel/types';

/** @throws SyntaxError with `loc` where the text cannot be read */
export async function parseModule(text: string, fileName: string): Promise<Program> {
  return (await parseFile(text, fileName)).program;
}

/**
 * The program with its comments.
 *
 * @throws SyntaxError with `loc` where the text cannot be read
 */
export async function parseFile(text: string, fileName: string): Promise<File> {
  // The largest library of the extension: no window shall load it before a function is there.
  const { parse } = await import('@babel/parser');
  return parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    errorRecovery: true,
    plugins: pluginsFor(fileName),
  });
}

function pluginsFor(fileName: string): ParserPlugin[] {
  const typescript: ParserPlugin[] = /\.tsx?$/.test(fileName) ? ['typescript'] : [];
  const jsx: ParserPlugin[] = /\.ts$/.test(fileName) ? [] : ['jsx'];
  return [...typescript, ...jsx, 'decorators'];
}
