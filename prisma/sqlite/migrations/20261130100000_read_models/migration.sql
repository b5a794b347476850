-- CreateTable
CREATE TABLE "projection" (
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" TEXT NOT NULL,

    PRIMARY KEY ("account", "name")
);

-- CreateTable
CREATE TABLE "trade" (
    "account" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "symbol" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "exit" TEXT NOT NULL,
    "profit" TEXT NOT NULL,
    "fees" TEXT NOT NULL,
    "funding" TEXT NOT NULL,
    "r" TEXT NOT NULL,
    "openedAt" BIGINT NOT NULL,
    "closedAt" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "block" BIGINT NOT NULL,

    PRIMARY KEY ("account", "position")
);

-- CreateTable
CREATE TABLE "tally" (
    "account" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "block" BIGINT NOT NULL,
    "group" TEXT NOT NULL,
    "first" BIGINT NOT NULL,
    "last" BIGINT NOT NULL,
    "trades" BIGINT NOT NULL,
    "won" BIGINT NOT NULL,
    "net" TEXT NOT NULL,
    "gained" TEXT NOT NULL,
    "lost" TEXT NOT NULL,
    "fees" TEXT NOT NULL,
    "r" TEXT NOT NULL,

    PRIMARY KEY ("account", "grouping", "block", "group")
);

-- CreateTable
CREATE TABLE "equity" (
    "account" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "start" BIGINT NOT NULL,
    "from" BIGINT NOT NULL,
    "open" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "equity" TEXT NOT NULL,
    "growth" TEXT NOT NULL,
    "high" TEXT NOT NULL,
    "low" TEXT NOT NULL,
    "fall" TEXT NOT NULL,
    "exposed" BIGINT NOT NULL,

    PRIMARY KEY ("account", "span", "start")
);

-- CreateTable
CREATE TABLE "mention" (
    "account" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("account", "about", "type", "seq", "at")
);

-- CreateIndex
CREATE INDEX "trade_account_seq_idx" ON "trade"("account", "seq");

-- CreateIndex
CREATE INDEX "trade_account_block_idx" ON "trade"("account", "block");
