import type { World } from './world.ts';

/**
 * What can be known of a bank that errs by whoever has only what it gives: its list of lines, and balances that are dated
 * in a way whose meaning earlier balances have told.
 */
export class Knowable {
  readonly #world: World;
  /**
   * The last balance is wrong, and right by what balances dated so have always counted: no other has differed, or a line
   * has come that makes up for just what it differed by. For that day nobody can tell.
   */
  isRightAsTold = false;
  /** The list less the bank's balance when a run has last seen them differ. */
  #lastDifferences: World['differences'] | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** What the bank errs by shows nowhere now: its balance does not count yet what its list tells wrongly, or is right as told. */
  get isBeyond(): boolean {
    const { toldWrongly, isWrong } = this.#world;
    return (toldWrongly !== undefined && !isWrong) || this.isRightAsTold;
  }

  /** A run has seen what the bank gives now. */
  recordRun(): void {
    const { isWrong, balanceIsFresh, explainedBy, told, differences, bankLines } = this.#world;
    if (!balanceIsFresh) return;
    const today = this.#world.today();
    const missing = told && this.#lastDifferences && -this.#lastDifferences[told];
    const hasCome = bankLines.some(({ bookedOn, cents }) => bookedOn === today && cents === missing);
    const isExplained = explainedBy.length === 1 && explainedBy[0] === told;
    this.isRightAsTold = isWrong && isExplained && (this.#lastDifferences === undefined || hasCome);
    if (!isWrong) this.#lastDifferences = undefined;
    else if (explainedBy.length === 0) this.#lastDifferences = differences;
  }
}
