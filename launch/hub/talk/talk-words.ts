/** What can be said of the talk that the referrer asked for. */
export const TALK_KINDS = ['spoken', 'open-contact'] as const
export type TalkKind = (typeof TALK_KINDS)[number]

export const isTalkKind = (text: string): text is TalkKind => TALK_KINDS.some(each => each === text)

export const TALK_WORDS: Readonly<Record<TalkKind, { does: string; explains: string; done: string }>> = {
  spoken: {
    does: 'I have spoken with the referrer',
    explains:
      'You will see the patient’s contact details straight away. The practice will see who you spoke to, and when.',
    done: 'The talk is recorded. What the practice held back of the contact details is below.',
  },
  'open-contact': {
    does: 'Open the contact details without a talk',
    explains:
      'The referrer asked to be phoned before contact: contact may put the patient at risk. Your name and your reason go to the practice and are kept.',
    done: 'The contact details are open. The practice sees that, with your name and your reason.',
  },
}
