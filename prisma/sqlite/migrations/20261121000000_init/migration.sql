-- CreateTable
CREATE TABLE "account" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "market" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "runIdentity" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "event" (
    "account" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "step" BIGINT,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("account", "seq")
);

-- CreateTable
CREATE TABLE "intent" (
    "account" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "leg" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    PRIMARY KEY ("account", "clientId")
);

-- CreateTable
CREATE TABLE "fill" (
    "account" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "tradeId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    PRIMARY KEY ("account", "symbol", "tradeId")
);

-- CreateTable
CREATE TABLE "delivery" (
    "account" TEXT NOT NULL,
    "alert" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "severity" INTEGER NOT NULL,
    "createdSeq" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" BIGINT,

    PRIMARY KEY ("account", "alert", "channel")
);

-- CreateTable
CREATE TABLE "lease" (
    "account" TEXT NOT NULL PRIMARY KEY,
    "epoch" INTEGER NOT NULL,
    "holder" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "event_account_type_seq_idx" ON "event"("account", "type", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "intent_account_decision_leg_key" ON "intent"("account", "decision", "leg");

-- CreateIndex
CREATE INDEX "delivery_account_channel_state_severity_createdSeq_idx" ON "delivery"("account", "channel", "state", "severity", "createdSeq");
