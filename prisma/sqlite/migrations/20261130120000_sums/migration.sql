-- Rows of read models are made anew from the log, so what stands in the new columns until then is never read.
ALTER TABLE "trade" ADD COLUMN "decision" TEXT NOT NULL DEFAULT '';
ALTER TABLE "trade" ADD COLUMN "risk" TEXT NOT NULL DEFAULT '0';
ALTER TABLE "trade" ADD COLUMN "ended" BIGINT NOT NULL DEFAULT -1;
ALTER TABLE "tally" ADD COLUMN "drawn" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "tally" ADD COLUMN "heldWon" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "tally" ADD COLUMN "heldDrawn" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "tally" ADD COLUMN "heldLost" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "trade_account_ended_idx" ON "trade"("account", "ended");

-- CreateIndex
CREATE INDEX "trade_account_decision_idx" ON "trade"("account", "decision");

-- CreateIndex
CREATE INDEX "trade_account_symbol_seq_idx" ON "trade"("account", "symbol", "seq");

-- CreateTable
CREATE TABLE "mark" (
    "account" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "equity" TEXT NOT NULL,
    "funded" TEXT NOT NULL,
    "added" TEXT NOT NULL,

    PRIMARY KEY ("account", "at")
);
