import type { ParserPlugin } from '@babel/parser';
import type { Program } from '@babel/types';

/** @throws SyntaxError with `loc` where the text cannot be read */
export async function parseModule(text: string, fileName: string): Promise<Program> {
  // The largest library of the extension: no window shall load it before a function is there.
  const { parse } = await import('@babel/parser');
  const { program } = parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    errorRecovery: true,
    plugins: pluginsFor(fileName),
  });
  return program;
}

function pluginsFor(fileName: string): ParserPlugin[] {
  const typescript: ParserPlugin[] = /\.tsx?$/.test(fileName) ? ['typescript'] : [];
  const jsx: ParserPlugin[] = /\.ts$/.test(fileName) ? [] : ['jsx'];
  return [...typescript, ...jsx, 'decorators'];
}
