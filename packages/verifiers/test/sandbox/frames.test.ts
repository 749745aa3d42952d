import fc from "fast-check";
import { expect, test } from "vitest";
import { createFrameDecoder, encodeFrame } from "../../src/sandbox/frames.ts";

test("messages come out whole and in order, however the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(40)), (values, cuts) => {
      const sent = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
      const received: unknown[] = [];
      const decode = createFrameDecoder((value) => received.push(value));
      let stream = Buffer.concat(sent.map(encodeFrame));
      for (const cut of cuts) {
        decode(stream.subarray(0, cut));
        stream = stream.subarray(cut);
      }
      decode(stream);
      expect(received).toEqual(sent);
    }),
  );
});
