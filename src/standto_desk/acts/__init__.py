"""What people do at the desk: each act is one verb and one transaction, and asks permission first.

Acts have these parameters in common:

account, author
    The account that acts, and the author of its entries: the account, one of its posts, and a force.
key
    A key of the form, so that the same form sent again enters nothing new and gives the same answer; or empty.
based_on
    The ledger's count when the form was made, so that later changes to the same subjects are detected; or None.

They raise `PermissionDenied` if the account may not do it, `Refused` with every fault, and `Stale` if something about
the same subjects was entered since the form was made.
"""
