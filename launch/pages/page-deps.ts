import type { Bundle, Questionnaire } from 'fhir/r4.js'
import type { Outbox } from '../../src/store/outbox.ts'
import type {
  AcceptingDeps,
  BasicDeps,
  FollowingDeps,
  KeepingDeps,
  OpeningDeps,
  QuestionDeps,
  SendingDeps,
  TalkDeps,
} from '../consultation/consultation-deps.ts'
import type { SignOut } from '../smart/sign-out.ts'

/** Whether what a page shows is make-believe; every page says so. */
export interface ShowingDeps {
  readonly synthetic: boolean
}

export interface ClosingDeps extends ShowingDeps {
  /** Ends a session for good, and gives its tokens back to the EHR. */
  readonly signOut: SignOut
}

/** The documents that are written beside a referral. */
export interface DocumentDeps {
  readonly fitNoteForm: Questionnaire
  readonly reportForm: Questionnaire
}

export interface ContentDeps {
  /** What of a referral is still kept. */
  readonly bundleOf: (referralId: string) => Promise<Bundle | undefined>
}

export interface LetterDeps extends ContentDeps {
  readonly publicUrl: string
}

export interface PracticeDeps extends ContentDeps {
  /** What a practice referred in the last days. */
  readonly practiceRows: Outbox['ofPractice']
}

/** The pages of a referral that was made: how it stands, and whatever its service is told, asked or answered. */
export interface MadeReferralDeps
  extends BasicDeps,
    Pick<QuestionDeps, 'services'>,
    KeepingDeps,
    FollowingDeps,
    TalkDeps,
    Pick<SendingDeps, 'delivery' | 'hubWaitMs'>,
    ShowingDeps {}

/** All of it, for the one who puts the pages together: each of them asks only for its own. */
export interface PageDeps
  extends OpeningDeps,
    AcceptingDeps,
    MadeReferralDeps,
    ClosingDeps,
    DocumentDeps,
    LetterDeps,
    PracticeDeps {}
