/** Which events still lie where they were read: the pieces of blocks that came last, by place and address. */

export interface Piece {
  readonly place: number;
  readonly length: number;
  readonly address: number;
}

export class RecentPieces {
  private readonly from: number;
  private readonly end: number;
  private next: number;
  /** In order of place. */
  private pieces: Piece[] = [];
  /** How many at the front are gone. */
  private gone = 0;

  /** @param from address where pieces may lie, up to `end` */
  constructor(from: number, end: number) {
    this.from = from;
    this.end = end;
    this.next = from;
  }

  /** Room for a piece and the line feed behind it; what lay there is forgotten. Returns its address. */
  add(place: number, length: number): number {
    if (this.next + length + 1 > this.end) this.beginRound();
    const address = this.next;
    this.next += length + 1;
    while (this.gone < this.pieces.length && this.overlaps(this.pieces[this.gone], address)) this.gone++;
    if (this.gone > 64 && this.gone * 2 > this.pieces.length) {
      this.pieces = this.pieces.slice(this.gone);
      this.gone = 0;
    }
    this.pieces.push({ place, length, address });
    return address;
  }

  /** Goes back to the beginning. What still lies behind from the round before is given up, as it is the oldest. */
  private beginRound(): void {
    while (this.gone < this.pieces.length && this.pieces[this.gone].address >= this.next) this.gone++;
    this.next = this.from;
  }

  private overlaps({ address, length }: Piece, from: number): boolean {
    return address < this.next && address + length >= from;
  }

  /** The address of the event at a place, or -1 where it is gone. */
  addressOf(place: number): number {
    return addressIn(this.pieces, this.gone, place);
  }
}

/**
 * The address of the event at a place, or -1 where no piece holds it.
 * @param pieces in order of place
 * @param from the first of them that counts
 */
export function addressIn(pieces: readonly Piece[], from: number, place: number): number {
  let low = from;
  let high = pieces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (place < piece.place) high = middle - 1;
    else if (place >= piece.place + piece.length) low = middle + 1;
    else return piece.address + place - piece.place;
  }
  return -1;
}
