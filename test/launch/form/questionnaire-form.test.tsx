import { readFileSync } from 'node:fs'
import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { QuestionnaireFormProps } from '../../../launch/form/form-view.ts'
import { QuestionnaireForm } from '../../../launch/form/questionnaire-form.tsx'
import { EXT } from '../../../src/fhir/systems.ts'
import { formFromResponse } from '../../../src/questionnaire/answer-fields.ts'
import { responseFromForm } from '../../../src/questionnaire/form-body.ts'
import { parseQuestionnaire } from '../../../src/questionnaire/questionnaire-schema.ts'
import {
  base,
  COLOURS,
  coding,
  control,
  everyItemType,
  questionnaireOf,
  responseOf,
} from '../../questionnaire/every-item-type.ts'

const drawn = (questionnaire: Questionnaire, props: Partial<QuestionnaireFormProps> = {}) =>
  renderToStaticMarkup(
    <QuestionnaireForm
      questionnaire={questionnaire}
      response={responseOf()}
      issues={[]}
      prefilled={new Set()}
      {...props}
    />,
  )
const one = (item: Partial<QuestionnaireItem>, props: Partial<QuestionnaireFormProps> = {}) =>
  drawn(questionnaireOf({ linkId: 'q', type: 'string', text: 'Question', ...item }), props)

const tags = (html: string, name: string): string[] => html.match(new RegExp(`<${name}(?=[\\s>/])[^>]*>`, 'g')) ?? []
const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
const colours = [coding('r', 'Red'), coding('b', 'Blue')]

/** What a browser would send for the markup as it stands. */
function sent(html: string): Record<string, string[]> {
  const form: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string) => {
    if (name !== undefined) form[name] = [...(form[name] ?? []), value]
  }
  for (const tag of tags(html, 'input')) {
    const choice = /type="(radio|checkbox)"/.test(tag)
    if (!choice || /\schecked=""/.test(tag)) add(attribute(tag, 'name'), unescaped(attribute(tag, 'value') ?? ''))
  }
  for (const [, open = '', text = ''] of html.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g)) {
    add(attribute(open, 'name'), unescaped(text))
  }
  for (const [, open = '', inside = ''] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = tags(inside, 'option').find(option => /\sselected=""/.test(option))
    add(attribute(open, 'name'), unescaped(attribute(chosen ?? '', 'value') ?? ''))
  }
  return form
}
const unescaped = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

describe('every item type', () => {
  const html = drawn(everyItemType)

  it('has ids that are unique and hold no space, and labels that point at a control', () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(match => match[1] ?? '')
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter(id => /\s/.test(id) || id === '')).toEqual([])
    for (const label of tags(html, 'label')) expect(ids).toContain(attribute(label, 'for'))
    for (const [, list = ''] of html.matchAll(/aria-describedby="([^"]*)"/g)) {
      for (const id of list.split(' ')) expect(ids).toContain(id)
    }
  })

  it('gives each control a label or a group, and no control twice', () => {
    const labelled = tags(html, 'label').map(label => attribute(label, 'for'))
    const controls = [...tags(html, 'input'), ...tags(html, 'select'), ...tags(html, 'textarea')].filter(
      tag => attribute(tag, 'type') !== 'hidden',
    )
    expect(controls.map(tag => attribute(tag, 'id')).toSorted()).toEqual(labelled.toSorted())
  })

  it('has nothing selected and nothing filled in that nobody answered', () => {
    expect(html).not.toMatch(/\schecked=/)
    expect(
      Object.entries(sent(html)).filter(([, values]) => values.some(value => value !== '' && value !== 'here')),
    ).toEqual([])
  })

  it('says which questions cannot be asked', () => {
    expect(html).toContain('A file: A file cannot be added here.')
    expect(html).toContain('A link: A link to another record cannot be chosen here.')
  })

  it('draws the answers of a response so that sending the page back gives the same response', () => {
    const { response } = responseFromForm(
      everyItemType,
      {
        'yes-no': 'false',
        tick: 'true',
        decimal: '1.5',
        integer: '4',
        'date-day': '29',
        'date-month': '2',
        'date-year': '2028',
        'moment-day': '1',
        'moment-month': '7',
        'moment-year': '2026',
        'moment-time': '09:30',
        time: '10:00',
        '1.1': 'a "line" & <more>',
        lines: ['a', 'b'],
        'days-day': ['1', '2'],
        'days-month': ['3', '3'],
        'days-year': ['2026', '2026'],
        text: 'two\nlines',
        url: 'https://a.example/?a=1&b=2',
        colour: `${COLOURS}|b`,
        colours: [`${COLOURS}|r`, `${COLOURS}|b`],
        size: 'https://example.org/sizes|l',
        number: 'number|2',
        open: 'other:',
        'open-other': 'Pear',
        'open-many': ['text|Apple', 'other:'],
        'open-many-other': 'Plum',
        weight: '70',
        dose: '2',
        'dose-unit': 'tablets',
        deep: 'down',
        title: 'Baker',
        'job~1': 'here',
        'title~1': 'Cook',
        parent: 'p',
        child: 'c',
      },
      base,
    )
    expect(Object.keys(formFromResponse(everyItemType, response)).length).toBeGreaterThan(30)
    const again = responseFromForm(everyItemType, sent(drawn(everyItemType, { response })), base)
    expect(again.issues).toEqual([])
    expect(again.response).toEqual(response)
  })

  it('runs nothing that a Questionnaire says', () => {
    const bad = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const words = { text: bad, prefix: bad }
    const options = [{ valueCoding: { system: bad, code: bad, display: bad } }]
    const markup = drawn(
      questionnaireOf(
        { linkId: bad, type: 'string', ...words, maxLength: 3 },
        { linkId: 'd', type: 'display', text: bad },
        { linkId: 'g', type: 'group', ...words, extension: [{ url: EXT.collapsible, valueCode: 'default-closed' }] },
        { linkId: 'c', type: 'choice', ...words, answerOption: options },
        { linkId: 's', type: 'choice', ...words, answerOption: options, extension: [control('drop-down')] },
        { linkId: 'r', type: 'string', readOnly: true, ...words },
        {
          linkId: 'w',
          type: 'date',
          ...words,
          enableWhen: [{ question: 'c', operator: '=', answerCoding: { code: bad } }],
        },
      ),
      {
        response: responseOf({ linkId: 'r', answer: [{ valueString: bad }] }),
        issues: [{ linkId: bad, text: bad }],
        problems: [{ linkId: 'c', text: bad }],
        typed: { [bad]: bad },
      },
    )
    expect(markup).not.toMatch(/<script|<img/)
    expect(markup).toContain('&lt;script&gt;')
  })
})

describe('a choice', () => {
  const item = { type: 'choice', text: 'Work status', required: true, prefix: '3.', answerOption: colours } as const
  const choice = { ...item, answerOption: [...colours] }

  it('is a group named by the words of the question, with radios named by the options', () => {
    const html = one({ ...choice, prefix: undefined })
    expect(html).toMatch(/<fieldset[^>]*><legend[^>]*>Work status<\/legend>/)
    expect(html).toContain('for="q-q">Red</label>')
    expect(tags(html, 'input').map(tag => attribute(tag, 'value'))).toEqual([`${COLOURS}|r`, `${COLOURS}|b`])
  })

  it('keeps prefixes and hints out of the names', () => {
    const answerOption = [{ ...coding('r', 'Red'), extension: [{ url: EXT.optionPrefix, valueString: 'A)' }] }]
    const html = one({ ...choice, answerOption }, { optionHints: { q: { [`${COLOURS}|r`]: 'Like a rose' } } })
    expect(html).toContain('<span aria-hidden="true">3. </span>Work status</legend>')
    expect(html).toContain(
      '<span aria-hidden="true">A) </span>Red</label><div class="nhsuk-hint nhsuk-radios__hint" id="q-q--hint">Like a rose</div>',
    )
    expect(html).toContain('aria-describedby="q-q--hint"')
  })

  it('has the answered option checked, and only that', () => {
    const html = one(choice, { response: responseOf({ linkId: 'q', answer: [coding('b', 'Blue')] }) })
    expect(tags(html, 'input').map(tag => tag.includes('checked=""'))).toEqual([false, true])
  })

  it('is check-boxes where it repeats, with an exclusive one', () => {
    const answerOption = [
      ...colours,
      { ...coding('n', 'None'), extension: [{ url: EXT.optionExclusive, valueBoolean: true }] },
    ]
    const boxes = tags(one({ ...choice, repeats: true, answerOption }), 'input')
    expect(boxes.map(tag => attribute(tag, 'type'))).toEqual(['checkbox', 'checkbox', 'checkbox'])
    expect(boxes.map(tag => attribute(tag, 'data-checkbox-exclusive'))).toEqual([undefined, undefined, 'true'])
  })

  it('is a drop-down where the item says so, or where the list is long', () => {
    const long = Array.from({ length: 21 }, (_, index) => coding(`c${index}`, `Colour ${index}`))
    expect(tags(one({ ...choice, extension: [control('drop-down')] }), 'option')).toHaveLength(3)
    expect(tags(one({ ...choice, answerOption: long }), 'select')).toHaveLength(1)
    expect(tags(one({ ...choice, answerOption: long, extension: [control('radio-button')] }), 'select')).toHaveLength(0)
  })

  it('with no options at all is left out without a word', () => {
    expect(one({ ...choice, required: false, answerOption: [] })).not.toContain('Work status')
    expect(one({ type: 'choice', answerValueSet: 'https://x.example/vs' })).toContain('not part of the form')
  })
})

describe('what stands with a question', () => {
  it('is its error, with an id that the control names', () => {
    const html = one({}, { issues: [{ linkId: 'q', text: 'Enter an answer' }] })
    expect(html).toContain(
      'id="q-q--error-message"><span class="nhsuk-u-visually-hidden">Error: </span>Enter an answer</span>',
    )
    expect(attribute(tags(html, 'input')[0] ?? '', 'aria-describedby')).toContain('q-q--error-message')
    expect(html).toContain('nhsuk-form-group--error')
  })

  it('is what was typed and not understood', () => {
    const html = one({ type: 'date' }, { typed: { 'q-day': '31', 'q-month': '02', 'q-year': '2026' } })
    expect(tags(html, 'input').map(tag => [attribute(tag, 'name'), attribute(tag, 'value')])).toEqual([
      ['q-day', '31'],
      ['q-month', '02'],
      ['q-year', '2026'],
    ])
  })

  it('is "From the record" only where the record answered it', () => {
    const response = responseOf({ linkId: 'q', answer: [{ valueString: 'a' }] })
    expect(one({}, { response, prefilled: new Set(['q']) })).toContain('From the record')
    expect(one({}, { prefilled: new Set(['q']) })).not.toContain('From the record')
    expect(one({}, { response })).not.toContain('From the record')
  })

  it('is the prefill that failed', () => {
    expect(one({}, { problems: [{ linkId: 'q', text: 'This could not be read' }] })).toContain('This could not be read')
  })

  it('is a note of the page before the control, inside the group of a choice', () => {
    const notes = { q: <p>You can stop at any time</p> }
    expect(one({ type: 'choice', answerOption: colours }, { notes })).toMatch(
      /<fieldset.*You can stop at any time<\/p><div class="nhsuk-radios /,
    )
    expect(one({}, { notes })).toMatch(/You can stop at any time<\/p><div class="nhsuk-form-group"><label/)
    expect(one({ type: 'group', item: [{ linkId: 'x', type: 'string' }] }, { notes })).toMatch(
      /Question<\/h2><p>You can stop/,
    )
    expect(drawn(questionnaireOf({ linkId: 'constructor', type: 'string' }), { notes })).not.toContain('stop')
  })

  it('is "Optional" where an answer is not required, once for a group that says so', () => {
    const beside = (item: QuestionnaireItem) =>
      drawn(questionnaireOf({ linkId: 'must', type: 'string', text: 'Must', required: true }, item))
    expect(beside({ linkId: 'q', type: 'string' })).toContain('Optional.')
    expect(beside({ linkId: 'q', type: 'string', required: true })).not.toContain('Optional.')
    const more: QuestionnaireItem = { linkId: 'g', type: 'group', text: 'More (optional)' }
    expect(beside({ ...more, item: [{ linkId: 'x', type: 'string' }] })).not.toContain('Optional.')
  })

  it('is "Optional" nowhere in a form that requires nothing', () => {
    expect(one({})).not.toContain('Optional.')
  })

  it('is help, a unit and the length of a text', () => {
    const help: QuestionnaireItem = {
      linkId: 'h',
      type: 'display',
      text: 'As on the payslip',
      extension: [control('help')],
    }
    expect(one({ item: [help] }).match(/As on the payslip/g)).toHaveLength(1)
    const unit = [{ url: EXT.unit, valueCoding: { code: 'kg' } }]
    expect(one({ type: 'quantity', extension: unit })).toContain('In kg.')
    expect(one({ type: 'text', maxLength: 140 })).toContain('Up to 140 characters.')
  })
})

describe('controls', () => {
  it.each<[Partial<QuestionnaireItem>, Record<string, string>]>([
    [{ linkId: 'contact-phone' }, { type: 'tel', inputMode: 'tel', autoComplete: 'off' }],
    [{ linkId: 'contact-email' }, { type: 'email', inputMode: 'email', autoComplete: 'off' }],
    [{ linkId: 'headphones' }, { type: 'text' }],
    [{ type: 'integer' }, { inputMode: 'numeric' }],
    [{ type: 'decimal' }, { inputMode: 'decimal' }],
    [{ type: 'url' }, { type: 'url' }],
  ])('of %j has %j', (item, expected) => {
    const [input = ''] = tags(one(item), 'input')
    for (const [name, value] of Object.entries(expected)) expect(attribute(input, name)).toBe(value)
  })

  it('of a boolean are yes and no, or one check-box', () => {
    expect(tags(one({ type: 'boolean' }), 'input').map(tag => attribute(tag, 'value'))).toEqual(['true', 'false'])
    const box = one({ type: 'boolean', extension: [control('check-box')] })
    expect(tags(box, 'input').map(tag => attribute(tag, 'type'))).toEqual(['checkbox'])
    expect(box).toContain('for="q-q">Question</label>')
  })

  it('of a hidden item are not there', () => {
    expect(one({ extension: [{ url: EXT.hidden, valueBoolean: true }] })).toBe('')
  })

  it('of a readOnly item are its answer as text', () => {
    const html = one({ readOnly: true }, { response: responseOf({ linkId: 'q', answer: [{ valueString: 'fixed' }] }) })
    expect(html).toContain('<strong>Question</strong>: fixed')
    expect(html).not.toContain('<input')
  })

  it('of a repeating question are one for each answer and a blank one, each with its own name', () => {
    const html = one({ repeats: true }, { response: responseOf({ linkId: 'q', answer: [{ valueString: 'a' }] }) })
    expect(tags(html, 'input').map(tag => attribute(tag, 'value'))).toEqual(['a', ''])
    expect(html).toContain('Question, answer 2</label>')
    const full = { repeats: true, extension: [{ url: EXT.maxOccurs, valueInteger: 1 }] }
    expect(
      tags(one(full, { response: responseOf({ linkId: 'q', answer: [{ valueString: 'a' }] }) }), 'input'),
    ).toHaveLength(1)
  })
})

describe('a group', () => {
  const inside: QuestionnaireItem[] = [{ linkId: 'x', type: 'string', text: 'Inside' }]

  it('is a heading with its items, deeper groups under deeper headings', () => {
    const html = one({ type: 'group', item: [{ linkId: 'g2', type: 'group', text: 'Deeper', item: inside }] })
    expect(html).toMatch(/<h2[^>]*>Question<\/h2>.*<h3[^>]*>Deeper<\/h3>.*Inside<\/label>/)
  })

  it('that is collapsible is a closed disclosure, open where something in it is wrong', () => {
    const group = {
      type: 'group',
      item: inside,
      extension: [{ url: EXT.collapsible, valueCode: 'default-closed' }],
    } as const
    const collapsible = { ...group, extension: [...group.extension], item: inside }
    expect(tags(one(collapsible), 'details')).toEqual(['<details class="nhsuk-details">'])
    expect(one(collapsible)).toContain('<span class="nhsuk-details__summary-text">Question</span>')
    expect(tags(one(collapsible, { issues: [{ linkId: 'x', text: 'Wrong' }] }), 'details')[0]).toContain('open=""')
  })

  it('that repeats offers one more once it is answered', () => {
    const repeating = { type: 'group', repeats: true, item: inside } as const
    expect(one({ ...repeating, item: inside })).not.toContain('Add another')
    const response = responseOf({ linkId: 'q', item: [{ linkId: 'x', answer: [{ valueString: 'a' }] }] })
    const html = one({ ...repeating, item: inside }, { response })
    expect(html).toContain('Add another: Question')
    expect(tags(html, 'input').map(tag => attribute(tag, 'name'))).toEqual(['q', 'x', 'q~1', 'x~1'])
  })
})

describe('a conditional item', () => {
  const red = { question: 'q', operator: '=', answerCoding: { system: COLOURS, code: 'r' } } as const
  const form = (...items: QuestionnaireItem[]) =>
    questionnaireOf({ linkId: 'q', type: 'choice', text: 'Which colour?', answerOption: colours }, ...items)
  const data = (html: string): unknown => {
    const found = tags(html, 'div').flatMap(tag => attribute(tag, 'data-enable-when') ?? [])
    return found.map(json => JSON.parse(unescaped(json)))
  }

  it('is there, with its condition for the script and in words', () => {
    const html = drawn(form({ linkId: 'b', type: 'string', text: 'Why red?', enableWhen: [red] }))
    expect(data(html)).toEqual([[{ fields: ['q'], operator: '=', value: `${COLOURS}|r`, kind: 'text' }]])
    expect(html).toContain('data-enable-behavior="all"')
    expect(unescaped(html)).toContain('app-only-if">Only if: "Which colour?" is "Red"</p>')
    expect(html).toContain('Why red?</label>')
  })

  it('needs no words while its condition is met', () => {
    const questionnaire = form({ linkId: 'b', type: 'string', enableWhen: [red] })
    const html = drawn(questionnaire, { response: responseOf({ linkId: 'q', answer: [coding('r', 'Red')] }) })
    expect(html).not.toContain('Only if')
    expect(html).toContain('data-enable-when')
  })

  it('says several conditions in one sentence', () => {
    const blue = { ...red, answerCoding: { system: COLOURS, code: 'b' } } as const
    const html = (enableBehavior: 'all' | 'any', ...enableWhen: NonNullable<QuestionnaireItem['enableWhen']>) =>
      unescaped(drawn(form({ linkId: 'b', type: 'string', enableWhen, enableBehavior })))
    expect(html('any', red, blue)).toContain('Only if: "Which colour?" is "Red" or "Blue"</p>')
    expect(html('all', red, { question: 'q', operator: 'exists', answerBoolean: true })).toContain(
      'Only if: "Which colour?" is "Red", and "Which colour?" is answered</p>',
    )
  })

  it('that waits for a hidden item is settled by the server', () => {
    const hidden: QuestionnaireItem = {
      linkId: 'h',
      type: 'boolean',
      extension: [{ url: EXT.hidden, valueBoolean: true }],
    }
    const questionnaire = questionnaireOf(hidden, {
      linkId: 'b',
      type: 'string',
      text: 'Shown?',
      enableWhen: [{ question: 'h', operator: '=', answerBoolean: true }],
    })
    expect(drawn(questionnaire)).not.toContain('Shown?')
    const html = drawn(questionnaire, { response: responseOf({ linkId: 'h', answer: [{ valueBoolean: true }] }) })
    expect(html).toContain('Shown?')
    expect(html).not.toContain('data-enable-when')
  })

  it('in a repeating group waits for the item of its own instance', () => {
    const html = drawn(everyItemType, {
      response: responseOf({ linkId: 'job', item: [{ linkId: 'title', answer: [{ valueString: 'Baker' }] }] }),
    })
    expect(data(html)).toMatchObject([[{ fields: ['title'] }], [{ fields: ['title~1'] }]])
  })
})

it('draws the referral form with the words that scripts look for', () => {
  const parsed = parseQuestionnaire(
    JSON.parse(readFileSync('profiles/fhir/Questionnaire-workwell-referral.json', 'utf8')),
  )
  if (!parsed.ok) throw new Error(parsed.failure.problems.join('\n'))
  const html = drawn(parsed.value)
  const legends = [...html.matchAll(/<legend[^>]*>([^<]*)<\/legend>/g)].map(match => match[1])
  expect(legends).toEqual(
    expect.arrayContaining([
      'What is this consultation for?',
      'Main condition affecting work',
      'Work status',
      'Anything to keep the patient or the coach safe?',
      'What does the patient agree to share with WorkWell?',
    ]),
  )
  expect(html).toContain('>Refer to WorkWell, no fit note today</label>')
  expect(html).not.toMatch(/\schecked=/)
})
