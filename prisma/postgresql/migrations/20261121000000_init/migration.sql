-- CreateTable
CREATE TABLE "account" (
    "key" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "runIdentity" TEXT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("key")
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

    CONSTRAINT "event_pkey" PRIMARY KEY ("account", "seq")
);

-- CreateTable
CREATE TABLE "intent" (
    "account" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "leg" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "intent_pkey" PRIMARY KEY ("account", "clientId")
);

-- CreateTable
CREATE TABLE "fill" (
    "account" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "tradeId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "fill_pkey" PRIMARY KEY ("account", "symbol", "tradeId")
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

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("account", "alert", "channel")
);

-- CreateTable
CREATE TABLE "lease" (
    "account" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "holder" TEXT NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE INDEX "event_account_type_seq_idx" ON "event"("account", "type", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "intent_account_decision_leg_key" ON "intent"("account", "decision", "leg");

-- CreateIndex
CREATE INDEX "delivery_account_channel_state_severity_createdSeq_idx" ON "delivery"("account", "channel", "state", "severity", "createdSeq");
