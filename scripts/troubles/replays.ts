import { type Group, quoted } from './trouble.ts';

/** What recorded candles lack, and when a replay is another one. */
export const REPLAYS: Group = {
  title: 'Replays',
  troubles: [
    quoted(
      'src/core/desk/recorder.ts',
      'the replay does not repeat itself: the log has …, this run gives …',
      'A replay goes on where it stopped, and proves by its last step that it is the same run. Candles, a plug-in or the program have changed.',
      '`npm start -- --again` with the same flags begins anew; the old account stays in the log.',
    ),
    quoted(
      'src/main.ts',
      'The next start goes on from here.',
      'No trouble: the same flags go on with the same account. Other settings, symbols or `--from` are another account, so that an account may look empty.',
      'Give the flags of before to see it again; `--again` for a new one.',
    ),
    quoted(
      'src/config/startFlags.ts',
      'an existing folder of recorded candles',
      '`--replay` names none.',
      'Give the path from where you are; README, Recorded prices, has the layout.',
    ),
    quoted(
      'src/store/candleLayout.ts',
      '… holds no candle files; …',
      'The folder is laid out in another way. What was passed over is named with the reason.',
      '`DIR/binance/BTCUSDT/1h.parquet`: a folder an exchange, a folder a symbol, a file a length.',
    ),
    quoted(
      'src/exchange/recordedSeries.ts',
      '… has no candles of …; it has …',
      'A symbol in `--symbols` that the folder does not have.',
      'Take one of the nearest that it names.',
    ),
    quoted(
      'src/exchange/recordedSeries.ts',
      '… the files hold …; choose another span or timeframe',
      'Nothing lies between `--from` and `--to`.',
      'Choose inside of what the files hold.',
    ),
    quoted(
      'src/exchange/recordedSeries.ts',
      '… has … from …; give the folder of one exchange, such as …',
      'Two exchanges’ prices of one symbol cannot both be right.',
      '`--replay DIR/binance`.',
    ),
    quoted(
      'src/exchange/recordedSeries.ts',
      'one account is counted in one currency, and --symbols names …; name those of one',
      'Symbols in USDT and in EUR, say, would be added up.',
      'One run for each currency.',
    ),
    quoted(
      'src/exchange/recorded.ts',
      'a replay needs an end after its start; got …',
      'The recording ends before `--from`.',
      'Look at what the files hold, or leave `--from` out: the last 30 days are played.',
    ),
    quoted(
      'src/replay/studied.ts',
      '… coarser than every studied timeframe (…), or do not divide it …: nothing could be decided; set TIMEFRAMES=… DECISION_TIMEFRAME=…',
      'With candles of a day nothing of 15 minutes can be studied.',
      'Give the two names that the message has.',
    ),
    quoted(
      'src/store/parquet.ts',
      '… has the columns …, without …; …',
      'Another layout.',
      'Columns `ts` (candle open, ms UTC), `open`, `high`, `low`, `close`, `volume`, all numbers.',
    ),
    quoted(
      'src/store/parquet.ts',
      '… cannot be read: …; … it is damaged or cut off: replace it or move it away',
      'A download that broke off, or no Parquet.',
      'Fetch it again.',
    ),
    quoted(
      'src/exchange/recorded.ts',
      '… taken as unfinished and left out, since a recording may have stopped within …',
      'No trouble: the last candle of a file may not have ended when it was recorded.',
      'Record a candle more if you need it.',
    ),
    quoted(
      'src/exchange/synthetic.ts',
      'the synthetic market has no …; it has …',
      'The built-in market has symbols of its own.',
      'Take one of those.',
    ),
  ],
};
