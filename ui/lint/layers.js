import path from 'node:path';

/**
 * Which folder may import which. The rule resolves each import to a path below `src`, so it sees
 * through both `$lib/…` and `../../…`.
 */
const src = path.resolve(import.meta.dirname, '../src');
const handed = ['workshop.svelte.ts', 'stage.ts'];

function layerOf(file) {
  const parts = path.relative(src, file).split(path.sep);
  const [top, second, third] = parts;
  // What a stage is handed: the open workshop and the shape it gives back.
  if (top === 'console' && handed.includes(second)) return { layer: 'console', handed: true };
  // The live room stands in every stage, and knows none of them.
  if (top === 'console' && second === 'room') return { layer: 'stage', stage: 'room', handed: true };
  if (top === 'lib') return { layer: `lib/${second}` };
  if (top === 'console' && third !== undefined) return { layer: 'stage', stage: second };
  return { layer: top };
}

function problem(from, to) {
  if (to.layer.startsWith('..')) return 'imports stay inside src';
  if (from.layer === 'lib/components' && !['lib/components', 'lib/styles'].includes(to.layer)) {
    return 'a component knows nothing above lib/components';
  }
  if (from.layer.startsWith('lib/')) {
    return to.layer.startsWith('lib/') ? null : 'lib does not know the surfaces';
  }
  if (to.layer.startsWith('lib/')) return null;
  if (from.layer === 'stage') {
    if (to.layer === 'stage' && to.stage === from.stage) return null;
    if (to.layer === 'seat' || to.handed) return null;
    return 'a stage folder imports lib, seat, the room and itself';
  }
  if (from.layer === 'console') {
    return ['console', 'stage', 'seat'].includes(to.layer) ? null : 'the console may embed only the seat';
  }
  if (from.layer === to.layer) return null;
  return 'console, projector and seat do not import each other';
}

export default {
  meta: { type: 'problem', schema: [], messages: { layer: '{{reason}}: {{source}}' } },
  create(context) {
    const file = context.filename;
    if (path.relative(src, file).startsWith('..')) return {};
    const from = layerOf(file);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      if (source.startsWith('@tauri-apps/')) {
        if (!file.endsWith(path.join('lib', 'backend', 'tauri.ts'))) {
          context.report({
            node,
            messageId: 'layer',
            data: { reason: 'only lib/backend/tauri.ts names Tauri', source },
          });
        }
        return;
      }
      let target;
      if (source.startsWith('$lib/')) target = path.join(src, 'lib', source.slice(5));
      else if (source.startsWith('.')) target = path.resolve(path.dirname(file), source);
      else return;
      const reason = problem(from, layerOf(target));
      if (reason) context.report({ node, messageId: 'layer', data: { reason, source } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: (node) => check({ ...node, source: node.source }),
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
