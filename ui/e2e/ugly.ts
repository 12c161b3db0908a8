import type { BallotScore, Discipline, MetricSentence, NewParticipant } from '../src/lib/bindings/index.ts';
import type { Api } from './host.ts';

const plain = {
  threshold: 'any',
  thresholdCount: null,
  unit: '',
  period: 'week',
  condition: '',
  countedUnit: null,
} as const;

const tails = [
  '‏العملاء الذين يعودون كل أسبوع إلى الميناء نفسه لأن الرصيف كان محجوزا لهم',
  '👩‍👩‍👧‍👦🧭⚓️🏴‍☠️ families who found their berth 🛥️🛥️🛥️',
  '<script>alert("berth")</script> & <b>bold</b> "quoted" \'single\' {curly} ${dollar} \\back',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenträger who moor without a phone call',
  'מלחים שחוזרים לאותו רציף בכל שבוע כי הוא היה שמור להם',
  'https://example.org/a/very/long/address/that/nobody/breaks?with=query&and=more#and-a-fragment-too',
] as const;

/** A text of just so many characters that begins with its number. */
function long(start: string, number: number, length: number): string {
  const tail = tails[number % tails.length] ?? '';
  const text = `${start} ${number}: ${`${tail} `.repeat(6)}`;
  return [...new Intl.Segmenter('en').segment(text)]
    .slice(0, length)
    .map((part) => part.segment)
    .join('')
    .trim();
}

function sentence(number: number): MetricSentence {
  if (number % 3 === 0) {
    return {
      ...plain,
      freeText: '',
      audience: long('Skippers', number, 76),
      action: long('come back', number, 76),
      condition: long('if', number, 60),
    };
  }
  return { ...plain, freeText: long('Candidate', number, 200), audience: '', action: '' };
}

const people: readonly [string, Discipline][] = [
  ['Wilhelmina Aurelia von und zu Hohenberg-Sonnenschein', 'product'],
  ['أبو عبد الله محمد بن موسى الخوارزمي', 'engineering'],
  ['🏴‍☠️ Captain 👩‍🚀', 'design'],
  ['<img src=x onerror=alert(1)>', 'customer_success'],
  ['O’Neil "the \\ slash" {{x}}', 'data'],
];

/**
 * A workshop at its limits: forty candidates of about two hundred characters, right-to-left,
 * emoji, markup, words without a break. It is made by the commands that a person sends.
 */
export async function ugly(api: Api): Promise<string> {
  const title = long('Workshop', 1, 78);
  const id = await api.create(title);
  await api.send(id, {
    type: 'answer_set_up',
    answers: {
      title,
      scope: 'area',
      scopeName: long('Area', 3, 78),
      parentStar: long('Star above', 2, 200),
      path: 'standard',
      solo: false,
      privacy: 'anonymous',
      ballotChannel: 'facilitator_entry',
      namesInLobby: true,
    },
  });
  for (const [index, [name, discipline]] of people.entries()) {
    const participant: NewParticipant = {
      name,
      discipline,
      roles: index === 0 ? ['contributor', 'decider'] : ['contributor'],
    };
    await api.send(id, { type: 'add_participant', participant });
  }
  await api.send(id, { type: 'advance', note: '' });
  for (const index of [0, 1, 2]) {
    await api.send(id, {
      type: 'add_core_user',
      coreUser: { name: long('Group', index, 78), reason: long('First because', index + 3, 200) },
    });
  }
  const questions = [
    'job',
    'came_for',
    'repeated_behaviour',
    'business_result',
    'value_moment',
    'strategy',
    'business_outcome',
    'success_story',
    'central_question',
  ] as const;
  for (const [index, question] of questions.entries()) {
    await api.send(id, { type: 'answer_frame', question, text: long('Agreed', index, 200) });
  }
  await api.send(id, { type: 'set_business_model', model: 'marketplace' });
  await api.send(id, { type: 'set_game', game: 'transaction' });
  await api.send(id, { type: 'set_maturity', maturity: 'pre_fit' });
  await api.send(id, { type: 'advance', note: 'The moment may sound like setup.' });
  for (let number = 1; number <= 40; number += 1) {
    await api.send(id, { type: 'add_candidate', sentence: sentence(number) });
  }
  for (let number = 1; number <= 4; number += 1) {
    await api.send(id, { type: 'add_value_action', text: long('They', number, 200) });
  }
  let view = await api.send(id, { type: 'advance', note: 'Enough.' });
  for (const one of view.candidates) {
    view = await api.send(id, { type: 'open_card', candidateId: one.candidate.id });
  }
  view = await api.send(id, { type: 'advance', note: 'Forty are too many, and they stay for now.' });
  await challenge(
    api,
    id,
    view.candidates.map((one) => one.candidate.id),
  );
  await api.send(id, { type: 'advance', note: 'Twelve stay.' });
  await score(api, id);
  await lateStages(api, id);
  return id;
}

async function challenge(api: Api, id: string, candidates: readonly string[]): Promise<void> {
  for (const [index, candidateId] of candidates.entries()) {
    if (index >= 12) {
      await api.send(id, {
        type: 'reject_candidate',
        rejection: {
          candidateId,
          reason: index % 2 === 0 ? 'other' : 'setup_not_value',
          text: long('Because', index, 200),
          bestArgument: long('For it', index + 1, 200),
          comeBackWhen: long('When', index + 2, 200),
          evidence: long('Seen', index, 120),
          keptAs: index === 13 ? 'guardrail' : null,
        },
      });
      continue;
    }
    for (const kind of ['churn', 'doubling', 'gaming', 'no_more_successful'] as const) {
      const story = long('Once', index, 200);
      await api.send(id, { type: 'judge_challenge', candidateId, kind, verdict: 'unsure', story });
    }
    if (index > 2) continue;
    await api.send(id, {
      type: 'describe_sides',
      candidateId,
      supplySide: long('They offer', index, 200),
      demandSide: long('They look', index, 200),
    });
    for (const number of [1, 2, 3]) {
      await api.send(id, { type: 'add_gaming_route', candidateId, text: long('Cheat', number, 200) });
      await api.send(id, {
        type: 'add_lever',
        candidateId,
        discipline: 'sales',
        text: long('Pull', number, 200),
      });
    }
  }
}

async function score(api: Api, id: string): Promise<void> {
  let view = await api.send(id, { type: 'open_round', scope: 'all' });
  const cells = view.score.rounds[0]?.cells ?? [];
  for (const [place, person] of view.people.entries()) {
    const scores = cells.map((cell, index): BallotScore => ({
      candidateId: cell.candidateId,
      criterion: cell.criterion,
      level: (['0', '3', '1', '2', '?'] as const)[(place * 3 + index) % 5] ?? '?',
      reason: index % 5 === 0 ? long('Reason', index, 200) : '',
    }));
    await api.send(id, { type: 'enter_ballot', participantId: person.id, scores, onPaper: false });
  }
  await api.send(id, { type: 'close_round', note: '' });
  view = await api.send(id, { type: 'reveal_round' });
  await api.send(id, { type: 'end_scoring' });
  const finalists = view.candidates.filter((one) => one.candidate.standing === 'open').slice(0, 3);
  for (const one of finalists) {
    await api.send(id, {
      type: 'waive_rule',
      rule: 'gate',
      candidateId: one.candidate.id,
      detail: '',
      reason: long('Let through', 4, 200),
    });
  }
  await api.send(id, {
    type: 'shortlist_candidates',
    candidateIds: finalists.map((one) => one.candidate.id),
    sizeNote: '',
  });
  await api.send(id, { type: 'advance', note: 'The rest waits for its reasons.' });
}

async function lateStages(api: Api, id: string): Promise<void> {
  const view = await api.view(id);
  const finalists = view.candidates.filter((one) => one.candidate.standing === 'shortlisted');
  for (const [index, one] of finalists.entries()) {
    const candidateId = one.candidate.id;
    await api.send(id, {
      type: 'state_hypothesis',
      testPlan: {
        candidateId,
        hypothesis: long('We believe', index, 200),
        instrumentBy: '2027-02-15',
        owner: people[index]?.[0] ?? '',
        test: long('Test', index, 200),
        wouldChangeOurMind: long('Unless', index, 200),
      },
    });
    await api.send(id, {
      type: 'pin_evidence',
      evidenceItemId: null,
      candidateId,
      kind: 'interview',
      direction: 'supports',
      text: long('Heard', index, 900),
      source: long('From', index, 200),
      collectedOn: '2026-10-01',
    });
  }
  const [star] = finalists;
  if (!star) throw new Error('nobody is on the shortlist');
  const candidateId = star.candidate.id;
  await api.send(id, { type: 'advance', note: '' });
  await api.send(id, {
    type: 'record_objection',
    objectionId: null,
    candidateId,
    text: long('I object', 2, 700),
    signedBy: view.people[1]?.id ?? null,
    counterExample: false,
    devilsAdvocate: false,
  });
  const choice = { candidateId, reason: long('Because', 0, 200), comeBackWhen: long('When', 1, 200) };
  await api.send(id, { type: 'choose_star', choice });
  await api.send(id, { type: 'advance', note: 'Reasons follow.' });
  for (const [index, field] of (
    ['unit', 'event', 'qualifying_rule', 'data_source', 'delay', 'rationale', 'worked_example'] as const
  ).entries()) {
    await api.send(id, { type: 'answer_definition', field, text: long('Defined', index, 200) });
  }
  await api.send(id, { type: 'advance', note: 'The rest is open.' });
  let parentId: string | null = null;
  for (let number = 0; number < 8; number += 1) {
    const now = await api.send(id, { type: 'add_input_metric', name: long('Input', number, 76), parentId });
    const made = now.inputMetrics.at(-1);
    if (number % 2 === 0) parentId = made?.id ?? null;
  }
  for (const number of [1, 2, 3]) {
    await api.send(id, { type: 'add_guardrail', measure: long('Measure', number, 76), gamingRouteId: null });
  }
  await api.send(id, { type: 'advance', note: 'Teams follow.' });
}
