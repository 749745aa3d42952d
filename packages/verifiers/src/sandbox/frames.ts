/** A message of the fork server: four bytes of length, little-endian, then JSON. */
export function encodeFrame(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32LE(body.length);
  body.copy(frame, 4);
  return frame;
}

/** Gives each whole message of a byte stream to `receive`, however the stream is cut into pieces. */
export function createFrameDecoder(receive: (value: unknown) => void): (piece: Buffer) => void {
  let pieces: Buffer[] = [];
  let available = 0;
  return (piece) => {
    pieces.push(piece);
    available += piece.length;
    while (available >= 4) {
      const data = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
      pieces = [data];
      const end = 4 + data.readUInt32LE();
      if (data.length < end) return;
      pieces = [data.subarray(end)];
      available -= end;
      receive(JSON.parse(data.toString("utf8", 4, end)));
    }
  };
}
