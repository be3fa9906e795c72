-- Has no key of the number 2.
-- KEYS[1] a key
-- KEYS[3] another key
-- returns nothing
-- complexity O(1)

return nil
