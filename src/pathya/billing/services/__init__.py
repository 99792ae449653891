"""Everything that writes: orders, payments, settling, refunds, documents, the ledger."""
