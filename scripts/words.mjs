// @ts-check
/**
 * Checks the words of comments, documents, titles, messages and new commit subjects against the tables below.
 *
 *     node scripts/words.mjs             every file of the repository, and the commit subjects
 *     node scripts/words.mjs PATH…       only these files and folders
 *     node scripts/words.mjs --openers   also lists the comments that begin with a pronoun or a preposition
 *
 * docs/decisions/0009-a-word-check-of-our-own.md says why this is a script.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';

/**
 * Words and phrases of prose: a pattern without case, where a space matches any white space, and the words to write
 * instead. Prose is comments, documents without their code, JSX text, and strings of two words or more.
 * @type {[pattern: string, write: string][]}
 */
const WORDS = [
  [String.raw`\b(?:whoever|whosoever|whomever)\b`, 'the user, the caller, the tab, the request'],
  [String.raw`\bnobody(?:['’]s)?\b`, 'no user, no caller, no tab'],
  [String.raw`\bsomebody(?:['’]s)?\b`, 'a user, a caller, another user'],
  [String.raw`\bthe persons?\b`, 'the user, the caller, the reader'],
  [String.raw`\bwho (?:is|was) here\b`, 'the principal, the signed-in user'],
  [String.raw`\(\?\)`, 'Not documented by AWS; observed in …, or Assumption: …'],
  [String.raw`\bways? in\b(?! which)`, 'first factor, sign-in method, sign-in page'],
  [String.raw`\b(?:pool\\?['’]s )?own questions?\b`, 'custom challenge'],
  [String.raw`\bdialogues?\b`, 'sign-in exchange'],
  [String.raw`\bkeepers?\b`, 'identity cache'],
];

/** Words that begin no sentence of a comment, document, title or message. A question may begin with them. */
const OPENERS = [
  [String.raw`who(?:m|se)?\b(?!['’])`, 'the user, the guest, the caller, the tab'],
  [String.raw`someone\b`, 'a user, a caller'],
  [String.raw`what\b(?! can go wrong)(?!['’])`, 'a verb, or a noun that stands in the code'],
  [String.raw`so that\b`, 'the cause first: …, so …'],
  [String.raw`there will be\b`, 'a verb: Retries once …'],
];

/**
 * Former names: a pattern with case, searched in code, prose and file names alike, and the name of today.
 * @type {[pattern: string, write: string][]}
 */
const NAMES = [
  // Banned words as parts of a name. A test's user may be called 'nobody'.
  [
    String.raw`(?<!['"\w])\w*(?:[wW]hoever|[nN]obody|[sS]omebody)\w*(?!['"@])`,
    'a name for the user, caller or tab',
  ],
  [String.raw`\w*(?:\b|_)[kK]eeper\w*|\w+Keeper\w*`, 'identityCache'],
  [String.raw`\w*[dD]ialogue\w*`, 'signInExchange'],
  [String.raw`\b(?:w|\w*W)ays?In\b|\bways?-in\b`, 'firstFactor, signInMethod'],
  // The public names.
  [String.raw`\bepochId\b`, 'authStateId'],
  [String.raw`\buseEpoch\b`, 'useAuthStateId'],
  [String.raw`\bepochKey\b`, 'authQueryKey'],
  [String.raw`\bepochSignal\b`, 'authSignal'],
  [String.raw`\bonSuperseded\b`, 'onAuthStateEnd'],
  [String.raw`\buseSessions\b`, 'useUserSessions'],
  [String.raw`\blistSessions\b`, 'listUserSessions'],
  [String.raw`\brevokeSession\b`, 'revokeUserSession'],
  [String.raw`\buseAccount\b`, 'useChangePassword, useDeleteAccount'],
  [String.raw`\bfromT\b`, 'dictionaryFrom'],
  [String.raw`\bcustomSrp\b`, 'CUSTOM_WITH_SRP'],
  // The internal ones.
  [String.raw`\bStageAt\b`, 'Step'],
  [String.raw`\b(?:keepUnfinished|goOn)\b`, 'saveInterruptedFlow, ResumeFlow'],
  [String.raw`\bdistrusted\b`, 'invalidResponseError'],
  [String.raw`\binBudget\b`, 'withTimeout'],
  [String.raw`\buseMore\b`, 'useLazyViews'],
  [String.raw`\boutOfTurn\b`, 'mutex'],
  [String.raw`\bstrangers\b`, 'hiddenUsers'],
  [String.raw`\bswitch-user\b`, 'enable-disable-user'],
];

/** Sentences that AWS sends and that therefore stand as AWS writes them, with all their words. @type {string[]} */
const AWS_TEXTS = [];

/** Files that name the words in order to ban them, and files that a tool writes. */
const EXCEPTIONS = [
  /^scripts\/words\.mjs$/,
  /^test\/unit\/scripts\/words\.test\.ts$/,
  /^docs\/decisions\/0009-/,
  /^docs\/api\//,
  /^\.changeset\/renames\.md$/,
  /^test\/vectors\//,
  /(^|\/)CHANGELOG\.md$/,
];

/** Percent of all comments that may begin with a pronoun or a preposition. The libraries we compare with: 1 to 2. */
const CEILING = 4;

const PRONOUNS =
  'i you he she it we they this that these those who whom whose what which whoever one ones nobody somebody anybody ' +
  'someone anyone none each all both some any few many most other others another such there here his her its their our ' +
  'my your mine ours theirs himself itself themselves';
const PREPOSITIONS =
  'about above across after against along among around as at before behind below beneath beside besides between beyond ' +
  'by despite down during except for from in inside into like near of off on onto out outside over past per since than ' +
  'through throughout till to toward towards under underneath until unto up upon via with within without';
const OPENING = new Set(`${PRONOUNS} ${PREPOSITIONS}`.split(' '));

const TYPES = ['feat', 'fix', 'refactor', 'docs', 'test', 'perf', 'build', 'chore'];
const SUBJECT_LENGTH = 72;

/**
 * @typedef {'comment' | 'title' | 'message' | 'string' | 'markup' | 'document'} Kind
 * @typedef {{ kind: Kind, start: number, text: string }} Piece A stretch of prose, as long as in its file
 * @typedef {{ line: number, word: string, write: string, rule: string }} Finding
 * @typedef {import('vite').ESTree.Node} Node
 */

const compiled = (/** @type {string[][]} */ table, /** @type {string} */ flags) =>
  table.map(([pattern = '', write = '']) => ({
    pattern: new RegExp(pattern.replaceAll(' ', String.raw`\s+`), flags),
    write,
  }));
const words = compiled(WORDS, 'gi');
const openers = compiled(OPENERS, 'yi');
const names = compiled(NAMES, 'g');

/** Fills a stretch with one character and keeps its line breaks, so that positions stay those of the file. */
const filled = (/** @type {string} */ text, /** @type {string} */ character) =>
  text.replace(/[^\n]/g, character);
const blank = (/** @type {string} */ text) => filled(text, ' ');
/** Inline code reads as one noun. */
const withoutInlineCode = (/** @type {string} */ text) =>
  text.replace(/(`+)(?!`)[^`]*?\1(?!`)/g, (code) => filled(code, 'X'));
const withoutFences = (/** @type {string} */ text) =>
  text.replace(/^([ \t]*)(```+|~~~+)[^\n]*\n[\s\S]*?(?:^[ \t]*\2[^\n]*$|$(?![\s\S]))/gm, blank);
const withoutUrls = (/** @type {string} */ text) => text.replace(/\bhttps?:\/\/[^\s)>\]"']+/g, blank);

/** The words of a comment; its marks become spaces. */
const commentText = (/** @type {string} */ raw) =>
  withoutInlineCode(
    withoutUrls(
      withoutFences(
        raw
          .replace(/^([ \t]*)(\/\/+|\/\*+!?)/gm, blank)
          .replace(/\*+\/$/, blank)
          .replace(/^[ \t]*\*+(?=\s|$)/gm, blank),
      ),
    ),
  );

/** The words of a Markdown, MDX or HTML document. */
const documentText = (/** @type {string} */ path, /** @type {string} */ text) => {
  let prose = text
    .replace(/^---\n[\s\S]*?\n---\n/, blank)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, blank)
    .replace(/<!--|-->/g, blank);
  if (path.endsWith('.mdx')) prose = prose.replace(/^(?:import|export) [^\n]*$/gm, blank);
  prose = withoutInlineCode(withoutFences(prose));
  return withoutUrls(prose.replace(/<\/?[a-zA-Z][^<>]*>/g, blank).replace(/(?<=\])\([^()\s]*\)/g, blank));
};

/** Joins `//` comments of successive lines, since a sentence may go over them. @param {string} code @param {{ type: string, start: number, end: number }[]} comments */
const joined = (code, comments) => {
  /** @type {{ type: string, start: number, end: number }[]} */
  const blocks = [];
  for (const { type, start, end } of comments) {
    const last = blocks.at(-1);
    const isNext = last?.type === 'Line' && type === 'Line' && /^\n[ \t]*$/.test(code.slice(last.end, start));
    // A comment behind code stands alone.
    const ownLine = (/** @type {number} */ position) =>
      /^[ \t]*$/.test(code.slice(code.lastIndexOf('\n', position - 1) + 1, position));
    if (last && isNext && ownLine(last.start)) last.end = end;
    else blocks.push({ type, start, end });
  }
  return blocks;
};

/** The function at the root of a call: `it` of `it.each([…])('title', …)`. @param {Node} node @returns {string} */
const rootName = (node) => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'CallExpression') return rootName(node.callee);
  if (node.type === 'MemberExpression') return rootName(node.object);
  if (node.type === 'TaggedTemplateExpression') return rootName(node.tag);
  return '';
};

/** The string and template literals of which an expression's value is made. @param {Node | undefined} node @returns {Node[]} */
const literals = (node) => {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node] : [];
    case 'TemplateLiteral':
      return [node];
    case 'BinaryExpression':
      return [...literals(node.left), ...literals(node.right)];
    case 'LogicalExpression':
      return [...literals(node.left), ...literals(node.right)];
    case 'ConditionalExpression':
      return [...literals(node.consequent), ...literals(node.alternate)];
    default:
      return [];
  }
};

/** The pieces of prose in a TypeScript or JavaScript file. @param {string} path @param {string} code @returns {Piece[]} */
const codePieces = (path, code) => {
  const { comments, program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  /** @type {Piece[]} */
  const pieces = joined(code, comments).map(({ start, end }) => ({
    kind: 'comment',
    start,
    text: commentText(code.slice(start, end)),
  }));
  /** @type {Map<number, Kind>} */
  const kinds = new Map();
  const mark = (/** @type {Node | undefined} */ node, /** @type {Kind} */ kind) => {
    for (const literal of literals(node)) kinds.set(literal.start, kind);
  };
  const isStories = /\.stories\.\w+$/.test(path);
  /** @type {Node[]} */
  const strings = [];
  new Visitor({
    CallExpression(node) {
      if (/^(?:describe|it|test|bench|suite)$/.test(rootName(node.callee))) mark(node.arguments[0], 'title');
      if (/(?:Error|^failure|^fail)$/.test(rootName(node.callee)))
        for (const argument of node.arguments) mark(argument, 'message');
    },
    NewExpression(node) {
      if (rootName(node.callee).endsWith('Error'))
        for (const argument of node.arguments) mark(argument, 'message');
    },
    Property(node) {
      const key = node.key.type === 'Identifier' ? node.key.name : '';
      if (key === 'message') mark(node.value, 'message');
      if (key === 'title' || key === 'description' || (key === 'name' && isStories))
        mark(node.value, 'title');
    },
    PropertyDefinition(node) {
      if (node.key.type === 'Identifier' && node.key.name === 'message')
        mark(node.value ?? undefined, 'message');
    },
    Literal(node) {
      if (typeof node.value === 'string') strings.push(node);
    },
    TemplateLiteral(node) {
      strings.push(node);
    },
    JSXText(node) {
      pieces.push({ kind: 'markup', start: node.start, text: code.slice(node.start, node.end) });
    },
  }).visit(program);
  for (const node of strings) {
    let text = code.slice(node.start + 1, node.end - 1);
    if (node.type === 'TemplateLiteral')
      // Nested literals are pieces of their own.
      for (const { start, end } of node.expressions)
        text =
          text.slice(0, start - node.start - 1) +
          filled(code.slice(start, end), 'X') +
          text.slice(end - node.start - 1);
    const kind = kinds.get(node.start) ?? 'string';
    // A single word is an id, a key or a value, unless it is a part of a sentence.
    const isPart = kinds.has(node.start);
    if (!isPart && !/\p{L}[,.;:]?\s+\S*\p{L}/u.test(text)) continue;
    if (node.type === 'TemplateLiteral')
      for (const literal of node.expressions.flatMap(literals))
        if (!kinds.has(literal.start)) kinds.set(literal.start, 'string');
    pieces.push({
      kind,
      start: node.start + 1,
      text: withoutInlineCode(withoutUrls(text.replace(/\\[nrt]/g, '  '))),
    });
  }
  return pieces;
};

/** The pieces of prose in a file, by its name. @param {string} path @param {string} text @returns {Piece[]} */
export const piecesOf = (path, text) => {
  const fixed = AWS_TEXTS.reduce((rest, sentence) => rest.replaceAll(sentence, blank), text);
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(path)) return codePieces(path, fixed);
  if (/\.(?:mdx?|html)$/.test(path)) return [{ kind: 'document', start: 0, text: documentText(path, fixed) }];
  if (path.endsWith('.css'))
    return [...fixed.matchAll(/\/\*[\s\S]*?\*\//g)].map((match) => ({
      kind: 'comment',
      start: match.index,
      text: commentText(match[0]),
    }));
  if (isHashCommented(path))
    return [...fixed.matchAll(/(?<=^|\s)#.*$/gm)].map((match) => ({
      kind: 'comment',
      start: match.index,
      text: match[0].replace(/^#+!?/, blank),
    }));
  return [];
};

const isHashCommented = (/** @type {string} */ path) => /\.(?:ya?ml|sh)$|^\.ci\/run$/.test(path);
const isChecked = (/** @type {string} */ path) =>
  (/\.(?:[cm]?[jt]s|[jt]sx|mdx?|html|css)$/.test(path) || isHashCommented(path)) &&
  !EXCEPTIONS.some((exception) => exception.test(path));

/** Positions at which a sentence begins: after a full stop, an empty line, a list's or heading's mark, a JSDoc tag. */
const SENTENCE_START = [
  String.raw`^\s*`,
  String.raw`\n[ \t]*\n\s*`,
  String.raw`(?:^|\n)[ \t]*(?:[-*+]|\d+[.)]|#+|>)[ \t]+`,
  String.raw`@(?:returns?|throws|deprecated|remarks)\s+(?:\{[^}]*\}\s+)?`,
  String.raw`@(?:param|template|property)\s+(?:\{[^}]*\}\s+)?[\w.[\]=]+\s+(?:[-–:]\s+)?`,
  String.raw`[.!?][)"'”’*_]*\s+(?=["“*_(]*\p{Lu})`,
];
const sentenceStart = new RegExp(`(?:${SENTENCE_START.join('|')})(?:[-*+>#]+[ \\t]+)?["“*_(]*`, 'gu');

/** Openers at the start of a sentence that is no question. @param {string} text @returns {{ index: number, word: string, write: string }[]} */
const openersIn = (text) => {
  const hits = [];
  for (const start of text.matchAll(sentenceStart)) {
    const index = start.index + start[0].length;
    for (const { pattern, write } of openers) {
      pattern.lastIndex = index;
      const word = pattern.exec(text)?.[0];
      if (!word) continue;
      const sentence =
        /^[\s\S]*?(?:[.!?](?=\W*(?:\s|$))|\n[ \t]*\n|$(?![\s\S]))/.exec(text.slice(index))?.[0] ?? '';
      if (!sentence.endsWith('?')) hits.push({ index, word, write });
    }
  }
  return hits;
};

/**
 * Lists the words of a file that the tables ban, in the order of their lines.
 * @param {string} path From the repository's root; the name decides how the text is read.
 * @param {string} text
 * @param {Piece[]} [pieces] The file's prose, where it is read already
 * @returns {Finding[]}
 */
export const findings = (path, text, pieces = piecesOf(path, text)) => {
  /** @type {{ start: number, end: number, word: string, write: string, rule: string }[]} */
  const hits = [];
  const add = (
    /** @type {number} */ start,
    /** @type {string} */ word,
    /** @type {string} */ write,
    /** @type {string} */ rule,
  ) => {
    const end = start + word.length;
    // Several patterns may match one place; the first counts.
    if (hits.some((hit) => start < hit.end && hit.start < end)) return;
    hits.push({ start, end, word: word.replace(/\s+/g, ' '), write, rule });
  };
  for (const piece of pieces) {
    for (const { pattern, write } of words)
      for (const match of piece.text.matchAll(pattern))
        add(piece.start + match.index, match[0], write, `word in a ${piece.kind}`);
    if (piece.kind !== 'string' && piece.kind !== 'markup')
      for (const { index, word, write } of openersIn(piece.text))
        add(piece.start + index, word, write, `first word of a ${piece.kind}’s sentence`);
  }
  for (const { pattern, write } of names) {
    for (const match of text.matchAll(pattern)) add(match.index, match[0], write, 'name');
    const [word] = path.match(pattern) ?? [];
    if (word) hits.push({ start: -1, end: -1, word, write, rule: 'file name' });
  }
  return hits
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, word, write, rule }) => ({
      line: start < 0 ? 1 : text.slice(0, start).split('\n').length,
      word,
      write,
      rule,
    }));
};

/** Whether a comment begins with a pronoun or a preposition; `undefined` for one that is a directive, a tag or a link. @param {string} text */
export const beginsWithPronoun = (text) => {
  const trimmed = text.trim();
  if (!trimmed || /^(?:@|eslint|oxlint|prettier|global|!|#)/.test(trimmed)) return undefined;
  return OPENING.has((/[A-Za-z']+/.exec(trimmed)?.[0] ?? '').toLowerCase());
};

/** Forms that are no imperative, by their endings. */
const NO_IMPERATIVE = /^(?:an?|the|it|this|that|there|who|what|when|where|so|no)$|(?:[^e]ed|ing|[^s]s)$/;
const IMPERATIVES = new Set(['bring', 'focus', 'bias', 'shed', 'string', 'ping', 'alias', 'embed']);

/**
 * Returns the problem of a commit's subject, or `undefined` for a good one.
 * @param {string} subject
 * @returns {string | undefined}
 */
export const subjectProblem = (subject) => {
  const [, type = '', sentence = ''] = /^(\w+)\([\w./@-]+(?:, ?[\w./@-]+)*\)!?: (\S.*)$/.exec(subject) ?? [];
  if (!type) return 'is not of the form type(area): imperative';
  if (!TYPES.includes(type)) return `has the type ${type}; write ${TYPES.join(', ')}`;
  if (subject.length > SUBJECT_LENGTH) return `has ${subject.length} characters of ${SUBJECT_LENGTH}`;
  if (sentence.endsWith('.')) return 'ends with a full stop';
  const [verb = ''] = sentence.split(/[\s,]/);
  if (!/^[a-z-]+$/.test(verb) || (NO_IMPERATIVE.test(verb) && !IMPERATIVES.has(verb)))
    return `begins with "${verb}"; write a verb in the imperative, such as add, fix or move`;
  return undefined;
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** The lines that git writes, or `undefined` where there is no git or no repository of this folder's own. */
const git = (/** @type {string[]} */ ...args) => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return status === 0 ? stdout.split(/[\n\0]/).filter(Boolean) : undefined;
};
const hasGit = () => {
  const [prefix] = git('rev-parse', '--show-cdup') ?? ['outside'];
  return prefix === undefined;
};

/** Every file below a folder, where git cannot list them. @param {string} folder @returns {string[]} */
const walk = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (!entry.isDirectory()) return [path];
    return /^(?:node_modules|dist|storybook-static|shots|coverage|\.git)$/.test(entry.name) ? [] : walk(path);
  });

/** Files to check: all, or those at and below the paths. @param {string[]} paths */
const filesOf = (paths) => {
  const listed = hasGit() && git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
  const all = [...new Set(listed || walk(''))].filter(
    (path) => isChecked(path) && existsSync(join(root, path)) && statSync(join(root, path)).isFile(),
  );
  if (paths.length === 0) return all;
  const wanted = paths.map((path) => relative(root, resolve(path)));
  return all.filter((file) => wanted.some((path) => !path || file === path || file.startsWith(`${path}/`)));
};

/** Problems of the subjects since the commit that added this script. */
const checkCommits = () => {
  if (!hasGit()) return { problems: [], summary: 'no git history: commit subjects skipped' };
  const base = git('log', '--diff-filter=A', '--format=%H', '--', 'scripts/words.mjs')?.at(-1);
  if (!base)
    return {
      problems: [],
      summary: 'no commit of scripts/words.mjs in the history: commit subjects skipped',
    };
  const commits = git('log', '--no-merges', '--format=%h %s', `${base}..HEAD`) ?? [];
  const problems = commits.flatMap((line) => {
    const space = line.indexOf(' ');
    const subject = line.slice(space + 1);
    const problem = subjectProblem(subject);
    return problem ? [`commit ${line.slice(0, space)}  "${subject}" ${problem} (commit subject)`] : [];
  });
  return { problems, summary: `${commits.length} commit subjects` };
};

const main = () => {
  const args = process.argv.slice(2);
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const files = filesOf(paths);
  let total = 0;
  let comments = 0;
  let pronouns = 0;
  for (const path of files) {
    const text = readFileSync(join(root, path), 'utf8');
    const pieces = piecesOf(path, text);
    for (const { line, word, write, rule } of findings(path, text, pieces)) {
      total++;
      console.log(`${path}:${line}  "${word}" → write "${write}" (${rule})`);
    }
    for (const piece of pieces) {
      const begins = piece.kind === 'comment' ? beginsWithPronoun(piece.text) : undefined;
      if (begins === undefined) continue;
      comments++;
      if (!begins) continue;
      pronouns++;
      if (args.includes('--openers')) {
        const line = text.slice(0, piece.start).split('\n').length;
        console.log(`${path}:${line}  ${piece.text.replace(/\s+/g, ' ').trim()}`);
      }
    }
  }
  const { problems, summary } =
    paths.length > 0 ? { problems: [], summary: 'commit subjects not checked' } : checkCommits();
  for (const problem of problems) console.log(problem);
  const share = comments === 0 ? 0 : (100 * pronouns) / comments;
  const over = paths.length === 0 && share > CEILING;
  console.log(
    `${files.length} files, ${total + problems.length} findings; ${summary}; ${share.toFixed(1)} % of ${comments} comments ` +
      `begin with a pronoun or a preposition${over ? `, more than ${CEILING} %: --openers lists them` : ''}`,
  );
  if (total + problems.length > 0 || over) process.exitCode = 1;
};

// Imported by its test, the script runs nothing.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
