-- CreateTable
CREATE TABLE "secondFactor" (
    "account" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "lastStep" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "lockedUntil" BIGINT NOT NULL,
    "recovery" TEXT NOT NULL,

    PRIMARY KEY ("account", "person")
);
